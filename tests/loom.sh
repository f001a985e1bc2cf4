#!/bin/sh
# Model-checks the atomic protocols (src/rt/models), then breaks each of them and checks that a model fails.
#
#   tests/loom.sh          the models, and every break
#   tests/loom.sh models   the models alone
#   tests/loom.sh reported   one model, and its breaks
set -eu
cd "$(dirname "$0")/.."
export RUSTFLAGS="--cfg loom" CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}/loom" RUST_BACKTRACE=0
# Each break changes one line, so incremental builds help: most of the time here goes into compiling, not into the models.
export CARGO_INCREMENTAL=1 CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_OPT_LEVEL=0
models() {
    cargo test --quiet --lib --no-default-features --manifest-path "$1/Cargo.toml" "$2" 2>&1
}
# An earlier run may have left a build of a broken copy, which cargo would mistake for a build of this tree.
cargo clean --quiet --package mixminus
only=${1:-}
[ "$only" != models ] || only=
models . "models${only:+::$only}"
[ "${1:-}" != models ] || exit 0

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy" --
failed=0

# broken <what> <file> <sed expression> <model that has to fail>
broken() {
    [ -z "$only" ] || [ "$4" = "models::$only" ] || return 0
    cp "$2" "$copy/$2"
    sed -i "$3" "$copy/$2"
    if cmp -s "$2" "$copy/$2"; then
        echo "NOT PLANTED: $1: $3 changes nothing in $2"
        failed=1
    elif models "$copy" "$4" >"$copy/log"; then
        echo "NOT CAUGHT: $1"
        failed=1
    elif grep -q "^test result: FAILED" "$copy/log"; then
        echo "caught: $1: $(grep -m1 -A1 '^thread .* panicked' "$copy/log" | tail -1)"
    else
        echo "NOT BUILT: $1"
        cat "$copy/log"
        failed=1
    fi
    cp "$2" "$copy/$2"
}
broken "a claim without acquire ordering" src/rt/sync/claim.rs \
    's/(false, true, Ordering::Acquire,/(false, true, Ordering::Relaxed,/' models::claims
broken "a claim that is released without release ordering" src/rt/sync/claim.rs \
    's/store(false, Ordering::Release)/store(false, Ordering::Relaxed)/' models::claims
broken "a failed claim that releases another thread's claim" src/rt/sync/claim.rs \
    's/\.then(|| ClaimGuard { owner: self, value: PhantomData })/.then_some(ClaimGuard { owner: self, value: PhantomData })/' models::claims
broken "a write that does not check the generation under the claim" src/rt/state/shared.rs \
    's/^\( *\)if is_current(slot, generation) { Ok(()) }.*/\1let _ = (slot, generation); Ok(())/' models::slots
broken "a slot that is reused while a writer holds it" src/rt/state/slot.rs \
    's/^            return false;/            return true;/' models::slots
broken "a join that begins without release ordering" src/rt/state/join_state.rs \
    's/store(number << REASON_BITS, Ordering::Release)/store(number << REASON_BITS, Ordering::Relaxed)/' models::joins
broken "an end that is stored without compare-and-swap" src/rt/state/join_state.rs \
    's/self.current.compare_exchange(running, ended, .*/self.now().number == number \&\& { self.current.store(ended, Ordering::Release); true }/' models::joins
broken "an acknowledgement without release ordering" src/rt/state/join_state.rs \
    's/acknowledged.store(number, Ordering::Release)/acknowledged.store(number, Ordering::Relaxed)/' models::joins
broken "two joins that store their start in one place" src/rt/state/join_state.rs \
    's/const PLACES: JoinNumber = 2/const PLACES: JoinNumber = 1/' models::joins
broken "an end reason that is read from the next join" src/rt/state/join_state.rs \
    's/if now.number != number {/if now.number < number {/' models::joins
broken "an announced session without a release fence" src/rt/state/session_limits.rs \
    's/^        fence(Ordering::Release);//' models::session_starts
broken "an announced session that is read without a check for changes" src/rt/state/session_limits.rs \
    's/let same = .*/let same = true;/' models::session_starts
broken "an announced session that is read while it is written" src/rt/state/session_limits.rs \
    's/(same \&\& participant != ParticipantId::NONE.0)/same/' models::session_starts
broken "an expiry that ends any current join" src/rt/state/slot.rs \
    's/self.join.end(join, EndReason::TimeLimit);$/self.join.end(self.join.now().number, EndReason::TimeLimit);/' models::expiries
broken "an expiry that checks the generation before it reads the join" src/rt/state/slot.rs \
    's/let join = self.join.now().number;/let was = is_current(self, generation); let join = self.join.now().number;/; s/if !is_current(self, generation) {/if !was {/' models::expiries
for model in session_starts reports taps; do
    broken "a pending flag that is lowered by a plain store ($model)" src/rt/sync/pending_flag.rs \
        's/self.0.swap(false, Ordering::AcqRel);/self.0.store(false, Ordering::Release);/' models::$model
done
broken "a pending flag that is lowered after the look" src/rt/state/slot.rs \
    's/^        self.reported.lower();/        let now = self.join.now(); self.reported.lower(); return now;/' models::reports
broken "marks that are written without release ordering" src/rt/message/mark_ring.rs \
    's/self.ring.written.store(self.written, Ordering::Release)/self.ring.written.store(self.written, Ordering::Relaxed)/' models::marks
broken "marks that are read without acquire ordering" src/rt/message/mark_ring.rs \
    's/self.ring.written.load(Ordering::Acquire)/self.ring.written.load(Ordering::Relaxed)/' models::marks
broken "a ring of marks that takes one too many" src/rt/message/mark_ring.rs \
    's/if self.room() == 0/if self.room() > MARKS/' models::marks
broken "settings that are written without release ordering" src/rt/message/settings.rs \
    's/self.word.store(pack(settings), Ordering::Release)/self.word.store(pack(settings), Ordering::Relaxed)/' models::settings
broken "settings that are read without acquire ordering" src/rt/message/settings.rs \
    's/unpack(self.word.load(Ordering::Acquire))/unpack(self.word.load(Ordering::Relaxed))/' models::settings
broken "a hold sound that is taken by a plain store" src/rt/message/settings.rs \
    's/self.hold.compare_exchange(now, NO_CHANGE, Ordering::AcqRel, Ordering::Relaxed).ok().map(play_of)/self.hold.store(NO_CHANGE, Ordering::Release); Some(play_of(now))/' models::settings
broken "a hold sound that is withdrawn by a plain store" src/rt/message/settings.rs \
    's/let withdrawn = self.hold.compare_exchange.*/self.hold.store(NO_CHANGE, Ordering::Release); let withdrawn = Ok::<u64, u64>(now);/' models::settings
broken "a reported state that is not marked as changing" src/rt/message/reported.rs \
    's/self.changes.load(Ordering::Relaxed) | 1, Ordering::Relaxed/self.changes.load(Ordering::Relaxed), Ordering::Relaxed/' models::reported
broken "a reported state that may be marked as changing after it changes" src/rt/message/reported.rs \
    's/fence(Ordering::Release);//' models::reported
broken "a reported state whose change ends without release ordering" src/rt/message/reported.rs \
    's/| 1) + 1, Ordering::Release/| 1) + 1, Ordering::Relaxed/' models::reported
broken "a reported state whose change ends before its sequence number is written" src/rt/message/reported.rs \
    's/^\( *\)self.sequence.store(sequence, Ordering::Relaxed);/\1self.changes.fetch_add(1, Ordering::Release); self.sequence.store(sequence, Ordering::Relaxed);/' models::reported
broken "a reading that begins without acquire ordering" src/rt/message/reported.rs \
    's/let before = self.changes.load(Ordering::Acquire)/let before = self.changes.load(Ordering::Relaxed)/' models::reported
broken "a reading that accepts a state during a change" src/rt/message/reported.rs \
    's/before & 1 == 0 && //' models::reported
broken "a reading that may check for changes too early" src/rt/message/reported.rs \
    's/fence(Ordering::Acquire);//' models::reported
broken "a reading that does not check for changes" src/rt/message/reported.rs \
    's/ && self.changes.load(Ordering::Relaxed) == before//' models::reported
broken "plays that are returned before the round is joined" src/rt/sync/job_counter.rs \
    's/while self.done.load(Ordering::Acquire) < count/while self.done.load(Ordering::Acquire) + 1 < count/' models::plays
broken "plays that are handed to workers without release ordering" src/rt/sync/job_counter.rs \
    's/<< 32, Ordering::Release/<< 32, Ordering::Relaxed/' models::plays
broken "plays that are finished without release ordering" src/rt/sync/job_counter.rs \
    's/fetch_add(1, Ordering::AcqRel)/fetch_add(1, Ordering::Relaxed)/' models::plays
broken "a play that two workers render" src/rt/sync/job_counter.rs \
    's/match self.word.compare_exchange_weak.*/match { self.word.store(word + 1, Ordering::Release); Ok::<u64, u64>(word) } {/' models::plays
broken "a play that is returned before it has ended" src/rt/state/play_queue.rs \
    '/pub fn sweep(/,/^    }/ s/node.end()?/node.end().unwrap_or(PlayEnd::Completed)/' models::plays
broken "a play that is returned and also kept in the queue" src/rt/state/play_queue.rs \
    's/^        queue.head = unsafe { self.node(index) }?.next;/        let _ = unsafe { self.node(index) }?.next; \/\/ &/; /pub fn sweep(/,/^    }/ s/give(handle, number, end);/&\n                return;/' models::plays
broken "a play that is added to no queue" src/rt/state/play_queue.rs \
    's/None => queue.head = index,/None => {}/' models::plays
broken "a round that is opened without release ordering" src/rt/sync/job_counter.rs \
    's/<< 32, Ordering::Release/<< 32, Ordering::Relaxed/' models::job_counter
broken "a job that is reported as done without release ordering" src/rt/sync/job_counter.rs \
    's/fetch_add(1, Ordering::AcqRel)/fetch_add(1, Ordering::Relaxed)/' models::job_counter
broken "a job that is claimed by a plain store" src/rt/sync/job_counter.rs \
    's/match self.word.compare_exchange_weak.*/match { self.word.store(word + 1, Ordering::Release); Ok::<u64, u64>(word) } {/' models::job_counter
broken "a round that is not joined" src/rt/sync/job_counter.rs \
    's/while self.done.load(Ordering::Acquire) < count/while self.done.load(Ordering::Acquire) + 1 < count/' models::job_counter
exit $failed
