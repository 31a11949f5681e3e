# The bot as a container: docker build -t anlitong . && docker run --env-file .env -v anlitong:/state anlitong
# `make docker-test` runs these steps on machines without Docker.

FROM python:3.13.9-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1
WORKDIR /src
COPY locks/build.lock locks/run.lock locks/
# Build tools stay in their own virtual environment and out of the image; only wheels leave it.
RUN python -m venv /tools \
 && /tools/bin/python -m pip install --require-hashes --requirement locks/build.lock \
 && /tools/bin/python -m pip wheel --require-hashes --no-build-isolation --use-pep517 --wheel-dir /wheels --requirement locks/run.lock
COPY pyproject.toml README.md LICENSE ./
COPY data data
COPY intents intents
COPY bot bot
RUN /tools/bin/python -m pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && python -m venv --without-pip /opt/anlitong \
 && /tools/bin/python -m pip --python /opt/anlitong install --no-index --no-deps /wheels/*.whl \
 && mkdir /state

FROM python:3.13.9-slim-trixie
COPY --from=build /opt/anlitong /opt/anlitong
COPY --from=build --chown=10001:10001 /state /state
ENV PATH=/opt/anlitong/bin:$PATH ANLITONG_STATE_DIR=/state
# Run as an unprivileged user that owns only the volume.
USER 10001:10001
VOLUME /state
WORKDIR /state
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["anlitong", "health"]
ENTRYPOINT ["anlitong"]
CMD ["run"]
