<?php

$options = ['terminator' => '*', 'playTones' => true, 'onChoice' => function ($event) { say('Disconnecting'); }];
say('Welcome to the show');
$result = conference('1337', $options);
if ($result->name == 'choice') {
    say("Thank you, goodbye");
}
