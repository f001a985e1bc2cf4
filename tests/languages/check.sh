#!/usr/bin/env bash
# Checks the packages of the five languages: what is generated, their own tests, the same scripts in all of them, and each
# package installed into an empty environment.
#
# It needs ruby, ruby-ffi, php-cli, composer, php-zip, groovy, libjna-java and a JDK of Debian; Node.js and npm; Python
# with venv. It takes packages from PyPI and npm. Everything that it makes lies in target/languages and
# target/bindings, but for node_modules.
set -euo pipefail
cd "$(dirname "$0")/../.."

make -s
make -s call
python3 -m venv target/languages/venv
export PATH="$PWD/target/languages/venv/bin:$PATH"
pip install --quiet --disable-pip-version-check cffi pycparser setuptools wheel numpy mypy types-cffi typing_extensions
(cd ffi-examples/javascript && npm install --silent --no-audit --no-fund)

echo "--- generated from the header"
python3 ffi-examples/bindings/generate.py --check
echo "--- Python"
(cd ffi-examples/python && mypy --strict --python-version 3.10 mixminus)
PYTHONPATH=ffi-examples/python python3 -m unittest discover -s ffi-examples/python/tests
echo "--- JavaScript"
(cd ffi-examples/javascript && npm run --silent types && npm test --silent)
node ffi-examples/javascript/layout.js | cmp - <(python3 ffi-examples/bindings/generate.py --layout)
echo "--- Ruby"
ruby ffi-examples/ruby/tests/run.rb
echo "--- PHP"
php ffi-examples/php/tests/run.php
echo "--- Groovy and Java"
ffi-examples/groovy/tests/run
echo "--- scripts"
python3 tests/languages/run.py
echo "--- packages"
tests/languages/packages.sh
