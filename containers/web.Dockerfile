# The web server, the worker and the one-shot preparation of a site: Django and Celery, without TensorFlow.

FROM python:3.11-slim-bookworm AS build
COPY constraints.txt /build/
COPY containers/requirements /build/requirements
RUN --mount=type=secret,id=pip_config --mount=type=secret,id=certificates \
    sh /build/requirements/install.sh /opt/backpass/venv web

FROM build AS site
COPY . /site/
# The values are for this one step; nothing of them stays in the image.
RUN cd /site && rm -r containers constraints.txt \
    && SECRET_KEY="$(/opt/backpass/venv/bin/python -c 'import secrets; print(secrets.token_hex(48))')" \
       ALLOWED_HOSTS=none DATABASE_URL=sqlite:// REDIS_URL=unix:///none SANDBOX_SOCKET=none \
       /opt/backpass/venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /opt/backpass/venv/bin/python -m compileall -q -s /site -p /opt/backpass /site \
    && chmod -R a+rX /site

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 backpass && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin backpass
COPY --from=build /opt/backpass/venv /opt/backpass/venv
COPY --from=site /site /opt/backpass
COPY containers/health/web.py /opt/backpass/health.py
ENV PATH=/opt/backpass/venv/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BACKPASS_EMBEDDED=0 \
    SANDBOX_SOCKET=/run/backpass/{environment}/sandbox.sock
WORKDIR /opt/backpass
# The user of the sandboxes, too, whose sockets let in nobody else.
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=3 CMD ["python", "health.py"]
CMD ["uvicorn", "config.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--log-level", "warning", \
     "--timeout-graceful-shutdown", "10"]
