import time

say("Waiting.")
time.sleep(600)
