<?php

declare(strict_types=1);

namespace Mixminus\Runner;

use Mixminus\MixminusException;

/**
 * Runs a script in a call.
 *
 * PHP runs the script itself, as any other: its first line may begin with #!, its variables are global, and its file
 * and line numbers are its own. begin() is called before it.
 */
final class Runner
{
    private const FAILED = 1;
    private const WRONG_USAGE = 2;
    private const FATAL = E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR;

    private static ?Call $call = null;
    private static ?\Closure $handler = null;
    private static bool $isEnding = false;

    /**
     * Answers the call, and arranges how it ends.
     *
     * @param list<string> $arguments What follows the script's name.
     */
    public static function begin(array $arguments): void
    {
        self::divertOutput();
        try {
            self::$call = new Call($arguments);
        } catch (MixminusException | \FFI\Exception $error) {
            fwrite(STDERR, $error->getMessage() . "\n");
            exit(self::WRONG_USAGE);
        }
        self::$handler = self::end(...);
        set_exception_handler(self::$handler);
        register_shutdown_function(self::shutDown(...));
        class_alias(MixminusException::class, 'MixminusException');
    }

    /** The call that the script acts on. */
    public static function call(): Call
    {
        return self::$call ?? throw new \LogicException('no call: run the script by mixminus-run');
    }

    /** Returns true if a HangUp would reach an exception handler of the script's own, or no handler at all. */
    public static function hasOtherHandler(): bool
    {
        // What is thrown by a shutdown function or by a destructor that PHP calls at the end reaches none.
        if (self::$isEnding) {
            return true;
        }
        $handler = set_exception_handler(null);
        restore_exception_handler();

        return $handler !== self::$handler;
    }

    /** What is printed goes to the standard error, because the transcript has the standard output. */
    private static function divertOutput(): void
    {
        $flags = 0;  // The script cannot remove it.
        ob_start(static function (string $output): string {
            fwrite(STDERR, $output);

            return '';
        }, 1, $flags);
    }

    /** Ends a script from which something was thrown. */
    private static function end(\Throwable $thrown): void
    {
        if ($thrown instanceof HangUp) {
            return;
        }
        $place = "{$thrown->getFile()} on line {$thrown->getLine()}";
        fwrite(STDERR, "PHP Fatal error:  Uncaught $thrown\n  thrown in $place\n");
        self::$call?->free(true);
        exit(self::FAILED);
    }

    /** Ends the call after the script, also after exit() and after an error that PHP lets nobody catch. */
    private static function shutDown(): void
    {
        self::$isEnding = true;
        $last = error_get_last();
        if ($last !== null && ($last['type'] & self::FATAL) !== 0) {
            self::$call?->free(true);
            exit(self::FAILED);
        }
        // After the shutdown functions of the script, which may use the call.
        register_shutdown_function(static fn() => self::$call?->free(false));
    }
}
