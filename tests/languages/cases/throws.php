<?php
conference("1337", [
    "terminator" => "*",
    "onChoice" => function ($event) {
        throw new Exception("broken handler");
    },
]);
