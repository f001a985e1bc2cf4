<?php

declare(strict_types=1);

namespace Mixminus\Native;

use FFI;
use FFI\CData;
use FFI\CType;
use Mixminus\Decibels;
use Mixminus\MixminusException;
use Mixminus\Sound;

/** A struct of settings, filled from options: an array, named arguments, or both. */
final class Settings
{
    /** Fields that take a sound: a prompt, "beep" or "none". */
    private const SOUNDS = ['announcement', 'alone_loop'];

    private const RANGES = [
        CType::TYPE_UINT32 => [0, 0xFFFFFFFF],
        CType::TYPE_SINT32 => [-0x80000000, 0x7FFFFFFF],
        CType::TYPE_UINT64 => [PHP_INT_MIN, PHP_INT_MAX],
    ];

    public readonly CData $struct;

    /** @var list<CData> What the struct points to. */
    private array $kept = [];

    /** @param array<int|string, mixed> $options The variadic arguments of a call. */
    public function __construct(string $type, array $options)
    {
        $this->struct = Library::struct($type);
        $fields = self::fields($type);
        foreach (self::collect($options) as $name => $value) {
            $field = self::snake((string) $name);
            if ($field === 'gain_db' && isset($fields['gain_mdb'])) {
                $field = 'gain_mdb';
                $value = $value === null ? null : Decibels::thousandths((string) $name, $value);
            }
            if (!isset($fields[$field])) {
                throw MixminusException::refused("unknown option: $name");
            }
            if ($value !== null) {
                $this->set($field, (string) $name, $value, $fields[$field]);
            }
        }
    }

    /** Returns a pointer to the struct, for a call. */
    public function pointer(): CData
    {
        return FFI::addr($this->struct);
    }

    /**
     * Merges an options array and named arguments into one array.
     *
     * @param array<int|string, mixed> $arguments
     * @return array<int|string, mixed>
     */
    public static function collect(array $arguments): array
    {
        $options = [];
        foreach ($arguments as $name => $value) {
            if (is_string($name)) {
                $options[$name] = $value;
            } elseif (is_array($value) || $value instanceof \stdClass) {
                $options = array_replace($options, (array) $value);
            } elseif ($value !== null) {
                throw MixminusException::value('options', $value, 'must be an array');
            }
        }

        return $options;
    }

    /** `gainMdb` as `gain_mdb`, and `lines16000` as `lines_16000`. */
    public static function snake(string $name): string
    {
        return strtolower((string) preg_replace('/(?<!^)[A-Z]|(?<=[a-z])[0-9]+/', '_$0', $name));
    }

    /**
     * The fields of a struct that may be set, with the kind of each.
     *
     * @return array<string, int>
     */
    private static function fields(string $type): array
    {
        static $known = [];
        if (isset($known[$type])) {
            return $known[$type];
        }
        $struct = Library::type($type);
        $fields = [];
        foreach ($struct->getStructFieldNames() as $name) {
            if ($name !== 'struct_size' && !preg_match('/^reserved|_len$|_count$/', $name)) {
                $fields[$name] = $struct->getStructFieldType($name)->getKind();
            }
        }

        return $known[$type] = $fields;
    }

    private function set(string $field, string $name, mixed $value, int $kind): void
    {
        if (in_array($field, self::SOUNDS, true)) {
            $this->struct->$field = Sound::of($name, $value);
        } elseif ($kind === CType::TYPE_POINTER) {
            $field === 'cpus' ? $this->setNumbers($name, $value) : $this->setText($field, $name, $value);
        } else {
            $this->struct->$field = self::number($name, $value, self::RANGES[$kind]);
        }
    }

    /** @param array{int, int} $range */
    private static function number(string $name, mixed $value, array $range): int
    {
        if ($value instanceof \BackedEnum) {
            $value = $value->value;
        }
        if (is_bool($value)) {
            return (int) $value;
        }
        if (!is_int($value)) {
            throw MixminusException::value($name, $value, 'must be an integer');
        }
        if ($value < $range[0] || $value > $range[1]) {
            throw MixminusException::value($name, $value, "must be $range[0] to $range[1]");
        }

        return $value;
    }

    private function setText(string $field, string $name, mixed $value): void
    {
        if (!is_string($value)) {
            throw MixminusException::value($name, $value, 'must be a string');
        }
        $this->kept[] = $bytes = Library::bytes($value);
        $this->struct->$field = Library::pointer('char *', $bytes);
        $this->struct->{$field . '_len'} = strlen($value);
    }

    /** The list of CPUs, the only one that a struct of settings has. */
    private function setNumbers(string $name, mixed $values): void
    {
        if (!is_array($values) || $values === []) {
            throw MixminusException::value($name, $values, 'must be a list of integers');
        }
        $this->kept[] = $array = Library::ffi()->new('uint32_t[' . count($values) . ']');
        foreach (array_values($values) as $i => $value) {
            $array[$i] = self::number($name, $value, self::RANGES[CType::TYPE_UINT32]);
        }
        $this->struct->cpus = Library::pointer('uint32_t *', $array);
        $this->struct->cpu_count = count($values);
    }
}
