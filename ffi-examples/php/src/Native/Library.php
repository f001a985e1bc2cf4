<?php

declare(strict_types=1);

namespace Mixminus\Native;

use FFI;
use FFI\CData;

/**
 * The low level: the library's functions, as methods of PHP's FFI object.
 *
 *     $ffi = Library::ffi();
 *     $config = Library::struct('mixminus_engine_config');
 *     $config->sample_rate_hz = 16000;
 *     $engine = $ffi->new('mixminus_engine *');
 *     $ffi->mixminus_engine_new(FFI::addr($config), FFI::addr($engine));
 *
 * stubs/mixminus.php has the types of all functions and structs. A string may stand for samples or bytes that a
 * function only reads, without a copy. Handles and other unsigned 64-bit numbers are PHP's signed integers of the same
 * bits.
 */
final class Library
{
    private const SONAME = 'libmixminus.so';

    private static ?FFI $ffi = null;

    /** @var array<string, FFI\CType> Types by name: FFI parses a name each time it is used. */
    private static array $types = [];

    /**
     * Loads the library, once per process.
     *
     * @return FFI&Functions
     */
    public static function ffi(): FFI
    {
        return self::$ffi ??= self::load();
    }

    /** Returns the path of the library: MIXMINUS_LIBRARY, else the package's copy, else the build in a checkout. */
    public static function path(): string
    {
        $named = getenv('MIXMINUS_LIBRARY');
        if ($named !== false && $named !== '') {
            return $named;
        }
        $packaged = dirname(__DIR__, 2) . '/lib/' . self::SONAME;

        return is_file($packaged) ? $packaged : dirname(__DIR__, 4) . '/target/release/' . self::SONAME;
    }

    /** Loads the declarations and the library. Where a web server has preloaded them, it takes those. */
    private static function load(): FFI
    {
        if ((string) ini_get('opcache.preload') !== '') {
            try {
                return FFI::scope('mixminus');
            } catch (FFI\Exception) {
                // The server preloads something else.
            }
        }

        return FFI::cdef((string) file_get_contents(__DIR__ . '/mixminus.h'), self::path());
    }

    /** Makes a struct with its defaults, by its _init function. */
    public static function struct(string $name): CData
    {
        $ffi = self::ffi();
        $struct = self::make($name);
        $ffi->{$name . '_init'}(FFI::addr($struct), FFI::sizeof($struct));

        return $struct;
    }

    /** Makes a C object of a named type, all zero. */
    public static function make(string $type): CData
    {
        return self::ffi()->new(self::type($type));
    }

    /** Returns a type by its name in C. */
    public static function type(string $name): FFI\CType
    {
        return self::$types[$name] ??= self::ffi()->type($name);
    }

    /** Copies a string to memory that a struct can point to. The caller keeps the returned object while it does. */
    public static function bytes(string $text): CData
    {
        $length = strlen($text);
        $bytes = self::ffi()->new('char[' . max($length, 1) . ']');
        FFI::memcpy($bytes, $text, $length);

        return $bytes;
    }

    /** Returns a pointer to the first element of an array. */
    public static function pointer(string $type, CData $array): CData
    {
        return self::ffi()->cast(self::type($type), FFI::addr($array));
    }

    /** Returns the contents of a struct or array as a string. */
    public static function contents(CData $object, ?int $size = null): string
    {
        return FFI::string($object, $size ?? FFI::sizeof($object));
    }

    /**
     * Returns the size of each struct and the offset of each field, by PHP's own idea of them.
     *
     * @return array<string, int>
     */
    public static function layout(): array
    {
        $declarations = (string) file_get_contents(__DIR__ . '/mixminus.h');
        preg_match_all('/^typedef struct (mixminus_\w+) \{/m', $declarations, $found);
        $layout = [];
        foreach ($found[1] as $name) {
            $type = self::type($name);
            $layout[$name] = $type->getSize();
            foreach ($type->getStructFieldNames() as $field) {
                $layout["$name.$field"] = $type->getStructFieldOffset($field);
            }
        }

        return $layout;
    }
}
