# What an admin prepares in a new Redmine, and what the tests stand on. Run once, by redmine.sh.
Setting.rest_api_enabled = '1'
Setting.default_language = 'en'

def key_of(user, value)
  Token.where(user_id: user.id, action: 'api').destroy_all
  Token.create!(user: user, action: 'api').update_column(:value, value)
end

admin = User.find_by_login('admin')
admin.assign_attributes(must_change_passwd: false, mail: 'ada@example.test', firstname: 'Ada', lastname: 'Sync', language: 'en')
admin.save!(validate: false)
key_of(admin, ENV.fetch('BATON_KEY'))

cy = User.new(firstname: 'Cy', lastname: 'Delivery', mail: 'cy@example.test', language: 'en')
cy.login = 'cy'
cy.password = cy.password_confirmation = SecureRandom.hex(12)
cy.save!
key_of(cy, ENV.fetch('BATON_KEY').reverse)

IssueCustomField.create!(name: 'Baton Key', field_format: 'string', is_for_all: true, is_filter: true, trackers: Tracker.all)
ProjectCustomField.create!(name: 'Start date', field_format: 'date')
ProjectCustomField.create!(name: 'End date', field_format: 'date')
ProjectCustomField.create!(name: 'Strict schedule', field_format: 'bool')

def project(name, parent = nil)
  made = Project.new(name: name, identifier: name.downcase, is_public: false, trackers: Tracker.all)
  made.enabled_module_names = ['issue_tracking']
  made.save!
  made.set_parent!(parent) if parent
  made
end

folder = project('Templates')
roles = { admin => Role.find_by(name: 'Manager'), cy => Role.find_by(name: 'Developer') }
templates = %w[Onboarding Standard].map { |name| project(name, folder) }
templates.each { |one| roles.each { |user, role| Member.create!(project: one, user: user, roles: [role]) } }

onboarding = templates.first
strict = ProjectCustomField.find_by(name: 'Strict schedule')
onboarding.custom_field_values = { strict.id.to_s => '1' }
onboarding.save!

def issue(project, subject, author, parent = nil)
  Issue.create!(project: project, tracker: project.trackers.first, author: author, subject: subject, parent_issue_id: parent&.id)
end

kick_off = issue(onboarding, 'Kick-off', admin)
issue(onboarding, 'Invite the client', admin, kick_off)
issue(onboarding, 'Roll-out', admin)
