# syntax=docker/dockerfile:1
# Node runs the TypeScript as it is, so nothing is built: the first stage only fetches packages.
FROM node:24-trixie-slim AS packages
WORKDIR /baton
COPY package.json package-lock.json .npmrc ./
# The PostgreSQL from npm is for the demo and the tests; here it would be 100 MB for nothing.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-trixie-slim
ENV NODE_ENV=production BATON_BIND=0.0.0.0
WORKDIR /baton
COPY --from=packages /baton/node_modules node_modules
COPY package.json LICENSE ./
COPY migrations migrations
COPY mappings mappings
COPY connectors connectors
COPY src src
RUN ln -s /baton/src/main.ts /usr/local/bin/baton
# Nothing is written to disk: the root file system may be read-only.
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.BATON_PORT ?? 8080}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["baton"]
CMD ["start"]
