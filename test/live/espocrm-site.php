<?php
// EspoCRM's API behind PHP's own web server, for test/live/espocrm.sh.
$path = (string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (!str_starts_with($path, '/api/v1/')) {
    http_response_code(404);
    return true;
}
$api = getenv('BATON_LIVE_ESPOCRM_SITE') . '/public/api/v1';
$_SERVER['SCRIPT_NAME'] = '/api/v1/index.php';
$_SERVER['SCRIPT_FILENAME'] = "$api/index.php";
chdir($api);
require "$api/index.php";
return true;
