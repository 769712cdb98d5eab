# plancheck in a container. Untried: it has not been built where this was written.
#
#   docker build --tag plancheck .
#   docker run --rm --network none --volume "$PWD:/plans:ro" plancheck check /plans
FROM python:3.12-slim AS built
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev
WORKDIR /source
COPY . .
RUN python -m venv /plancheck \
 && /plancheck/bin/pip install --require-hashes --requirement .ci/locks/install.txt \
 && CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject \
    /plancheck/bin/pip install --no-build-isolation --require-hashes --requirement .ci/locks/run.txt \
 && /plancheck/bin/pip install --no-deps .

FROM python:3.12-slim
COPY --from=built /plancheck /plancheck
ENV PYTHONUTF8=1
USER nobody
WORKDIR /plans
ENTRYPOINT ["/plancheck/bin/plancheck"]
CMD ["--help"]
