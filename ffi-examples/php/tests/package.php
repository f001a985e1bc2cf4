<?php

// The package, extracted into an empty folder, and installed by Composer where that is available.

declare(strict_types=1);

/** Builds the package with the libraries that the tests use. Returns the folder that it is in. */
function package(): string
{
    $folder = sys_get_temp_dir() . '/mixminus-package-' . getmypid();
    mkdir("$folder/artifacts", recursive: true);
    $library = Mixminus\Native\Library::path();
    $call = dirname($library) . '/libmixminus_call.so';
    $builder = dirname(__DIR__, 2) . '/bindings/php_package.py';
    [, $errors, $status] = command(['python3', $builder, $library, $call, "$folder/artifacts"]);
    same(0, $status, $errors);

    return $folder;
}

$folder = package();
$zip = glob("$folder/artifacts/*.zip")[0];
$case = dirname(__DIR__, 3) . '/tests/languages/cases/full.php';
$alone = ['MIXMINUS_LIBRARY' => ''];

test('the package works in an empty folder', function () use ($folder, $zip, $case, $alone) {
    command(['python3', '-m', 'zipfile', '-e', $zip, "$folder/a place"]);
    $demo = dirname(__DIR__, 3) . '/demo';
    [$output] = command([PHP_BINARY, "$folder/a place/examples/bridge.php", "$demo/ada.wav", "$demo/ben.wav"], $alone);
    same("3360 ms bridged, sample for sample\n", $output);
    $words = ['sh', "$folder/a place/bin/mixminus-run", $case, '--capacity', '2', '--voice', 'tone'];
    [$output, $errors, $status] = command($words, $alone);
    same([0, ''], [$status, $errors]);
    same(true, str_contains($output, 'say "The room is full."'));
});

test('Composer installs it', function () use ($folder, $case, $alone) {
    [, , $missing] = command(['sh', '-c', 'command -v composer']);
    if ($missing !== 0 || !extension_loaded('zip')) {
        echo "composer or its zip extension is not installed: it is not tested\n";

        return;
    }
    mkdir("$folder/app");
    $repositories = [['type' => 'artifact', 'url' => "$folder/artifacts"], ['packagist.org' => false]];
    $metadata = ['repositories' => $repositories, 'require' => ['mixminus/mixminus' => '*']];
    file_put_contents("$folder/app/composer.json", json_encode($metadata));
    $root = ['COMPOSER_ALLOW_SUPERUSER' => '1', 'COMPOSER_HOME' => "$folder/home"];
    [, $errors, $status] = command(['composer', 'install', '-n', '-q', '-d', "$folder/app"], $root);
    same(0, $status, $errors);
    $words = ["$folder/app/vendor/bin/mixminus-run", $case, '--capacity', '2', '--voice', 'tone'];
    [$output, $errors, $status] = command($words, $alone);
    same([0, ''], [$status, $errors]);
    same(true, str_contains($output, 'say "The room is full."'));
    $code = 'require "vendor/autoload.php"; chdir("/"); echo Mixminus\Native\Library::path(); new Mixminus\Engine();';
    [$output] = command(['sh', '-c', 'cd "$1" && php -r "$2"', 'sh', "$folder/app", $code], $alone);
    same("$folder/app/vendor/mixminus/mixminus/lib/libmixminus.so", $output);
});

command(['rm', '-rf', $folder]);
