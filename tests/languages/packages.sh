#!/usr/bin/env bash
# Makes the package of each language, installs it into an empty environment, and runs its example and a script there.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
unset MIXMINUS_LIBRARY PYTHONPATH

make -s bindings
packages=$root/target/bindings
empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
mkdir "$empty"/{python,javascript,ruby,php,groovy,out}

# The transcript of a script by the installed package: the command with its arguments.
transcript() {
    local name=$1
    shift
    "$@" --press '*@3' --voice tone | grep -q 'conference "1337" ended: choice \*'
    echo "$name: installed"
}

script() {
    echo "$root/tests/languages/styles/welcome.$1"
}

cd "$empty/python"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "$packages"/mixminus-*.whl
venv/bin/python "$root/ffi-examples/python/examples/bridge.py" "$root"/demo/{ada,ben}.wav "$empty/out"
transcript python venv/bin/mixminus-script "$(script py)"

cd "$empty/javascript"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund "$packages"/mixminus-*.tgz
cp "$root/ffi-examples/javascript/examples/bridge.js" .
node bridge.js "$root/demo"
transcript javascript npx mixminus-run "$(script js)"

cd "$empty/ruby"
GEM_HOME=$PWD gem install --quiet --silent --local --ignore-dependencies --no-document "$packages"/mixminus-*.gem
GEM_HOME=$PWD ruby gems/mixminus-*/examples/bridge.rb "$root"/demo/{ada,ben}.wav
GEM_HOME=$PWD transcript ruby bin/mixminus-ruby "$(script rb)"

cd "$empty/php"
python3 -m zipfile -e "$packages"/mixminus-*.zip .
php examples/bridge.php "$root"/demo/{ada,ben}.wav
transcript php sh bin/mixminus-run "$(script php)"

cd "$empty/groovy"
groovy -cp "$(echo "$packages"/mixminus-*.jar)" "$root/ffi-examples/groovy/examples/bridge.groovy" "$root"/demo/{ada,ben}.wav
transcript groovy java -jar "$packages"/mixminus-*.jar "$(script groovy)"
