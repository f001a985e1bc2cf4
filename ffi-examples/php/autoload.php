<?php

// Loads the classes of this package without Composer: `require 'autoload.php';`.

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Mixminus\\')) {
        $file = __DIR__ . '/src/' . strtr(substr($class, strlen('Mixminus\\')), '\\', '/') . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});
