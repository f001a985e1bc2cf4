<?php
say("Waiting.");
while (true) {
    usleep(1000);
}
