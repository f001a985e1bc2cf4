<?php

declare(strict_types=1);

namespace Mixminus;

/** Audio to play as often as wanted. What plays when it is freed continues to its end. */
final class Prompt
{
    use Owned;

    /** Returns the length of the prompt. */
    public function info(): PromptInfo
    {
        $bytes = $this->engine->filled('mixminus_prompt_info', 'mixminus_prompt_get_info', $this->handle());

        return PromptInfo::fromBytes($bytes, $this->engine);
    }

    private function release(int $handle): void
    {
        $this->engine->call('mixminus_prompt_free', $handle);
    }
}
