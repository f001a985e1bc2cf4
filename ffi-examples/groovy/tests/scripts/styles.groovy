#!/usr/bin/env groovy
/* The ways in which scripts are written: with and without semicolons and parentheses, in both quotes. */
import org.mixminus.ConferenceEvent
import java.util.function.Consumer
say("Double quotes.");
say 'Single quotes.'
say """Grüße, ${1 + 1} mal.""", [voice: 'none',]
say 42; say 1.5
conference "1", [terminator: "*", onChoice: { event -> say("Arrow " + event.choice) }]
conference('2', [terminator: '*', 'onChoice': { say "It ${it.value}" },])
conference '3', terminator: '*', onChoice: { -> say 'No parameter' }
conference('4', terminator: '*', onChoice: this.&handler)
conference('5', [terminator: '*', onChoice: Handlers.&handle])
conference(6, terminator: '*', onChoice: new Callable())
conference("${7}", terminator: '*' as char, onChoice: ({ e -> say "Consumer $e.name" } as Consumer))
conference terminator: '*', onChoice: this.&plain, '8'
stored = { ConferenceEvent event -> say "Typed ${event}" }
conference('9', [(Options.KEY): '*', onChoice: stored, mute: null, joinPrompt: null])
def options = [:]
options.terminator = '*'
options['onChoice'] = { e, more = null -> say "Default ${e.choice.value}" }
def end = conference('10', options)
say "Ended: ${end.reason}, ${end.name}, ${end.value}, ${end.choice}"
conference('11', null)

def handler(event) { say "Method ${event.value}" }
def plain() { say 'Plain method' }

class Handlers {
    static void handle(event) { Options.seen << event.value }
}

class Options {
    static final String KEY = 'terminator'
    static seen = []
}

class Callable {
    def call(event) { Options.seen << "called ${event.value}" }
}

answer()
log "seen ${Options.seen}"
