# Makes the virtual environment $1 with the packages of the list $2 (its build $3, if there is one of its own) at the
# exact versions of constraints.txt. Runs inside a build, as the first stage of each Dockerfile.
set -eu
folder=/build/requirements
list=$folder/$2.txt
if [ -n "${3:-}" ] && [ -e "$folder/$2-$3.txt" ]; then list=$folder/$2-$3.txt; fi
if [ -s /run/secrets/pip_config ]; then export PIP_CONFIG_FILE=/run/secrets/pip_config; fi
if [ -s /run/secrets/certificates ]; then export PIP_CERT=/run/secrets/certificates; fi
python3.11 -m venv "$1"
"$1/bin/python" -m pip install --quiet --no-cache-dir --disable-pip-version-check -c /build/constraints.txt -r "$list"
"$1/bin/python" -m pip uninstall --quiet --yes pip setuptools
