say "Waiting."
sleep 600
