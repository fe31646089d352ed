# Stands in for the official image where no registry is reached: `make test-containers` builds it on plain Debian.
FROM debian:trixie-slim
RUN --mount=type=secret,id=apt_config \
    if [ -s /run/secrets/apt_config ]; then export APT_CONFIG=/run/secrets/apt_config; fi \
    && groupadd --gid 999 postgres && useradd --uid 999 --gid 999 postgres \
    && apt-get update -q && apt-get install -y -q --no-install-recommends postgresql-17 \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* && install -d -o 999 -g 999 -m 0700 /var/lib/postgresql/data
COPY --chmod=0755 postgres-entry.sh /usr/local/bin/docker-entrypoint.sh
ENV PATH=/usr/lib/postgresql/17/bin:/usr/local/bin:/usr/bin:/bin PGDATA=/var/lib/postgresql/data LANG=C.UTF-8
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
