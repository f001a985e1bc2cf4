<?php

declare(strict_types=1);

namespace Mixminus\Runner;

/**
 * The call is over. It ends a script without a message.
 *
 * It is an Error, so that `catch (Exception $e)` in a script lets it pass.
 */
final class HangUp extends \Error
{
}
