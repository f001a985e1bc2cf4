<?php

declare(strict_types=1);

namespace Mixminus;

/**
 * An object that PHP owns in an engine. It keeps its engine alive, and frees itself when nothing refers to it.
 *
 * Once it is freed its handle is 0, and once its engine is closed the engine's pointer is null. The library refuses
 * both, so no call needs a check of its own before it.
 */
trait Owned
{
    private int $owned;

    /** @internal Engine makes these objects. */
    public function __construct(private readonly Engine $engine, int $handle)
    {
        $this->owned = $handle;
    }

    public function __destruct()
    {
        // The engine may have been closed, or this may be a fork of the process that owns it.
        try {
            $this->free();
        } catch (MixminusException) {
        }
    }

    private function __clone()
    {
    }

    /** Frees the object. A second call is a no-op, and so is one after the engine was closed. */
    public function free(): void
    {
        $handle = $this->owned;
        if ($handle !== 0) {
            $this->owned = 0;
            if (!$this->engine->isClosed()) {
                $this->release($handle);
            }
        }
    }

    public function isFreed(): bool
    {
        return $this->owned === 0 || $this->engine->isClosed();
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['handle' => sprintf('%016x', $this->owned)];
    }

    public function engine(): Engine
    {
        return $this->engine;
    }

    /** Returns the library's handle: the 64 bits of it as a signed integer. */
    public function handle(): int
    {
        return $this->owned !== 0 ? $this->owned : throw Engine::freed();
    }
}
