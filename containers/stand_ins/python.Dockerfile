# Stands in for the official image where no registry is reached: `make test-containers` builds it on plain Debian.
FROM debian:bookworm-slim
RUN --mount=type=secret,id=apt_config \
    if [ -s /run/secrets/apt_config ]; then export APT_CONFIG=/run/secrets/apt_config; fi \
    && apt-get update -q \
    && apt-get install -y -q --no-install-recommends ca-certificates python3.11 python3.11-venv \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /usr/share/doc \
    && ln -s /usr/bin/python3.11 /usr/local/bin/python3.11 && ln -s /usr/bin/python3.11 /usr/local/bin/python
CMD ["python"]
