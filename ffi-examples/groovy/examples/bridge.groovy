// Bridges two calls: each hears what the other says. Arguments: two WAV files of 8 kHz.
import java.nio.ByteBuffer
import java.nio.ByteOrder
import org.mixminus.Engine

short[] samples(String wav) {
    def bytes = ByteBuffer.wrap(new File(wav).bytes).order(ByteOrder.LITTLE_ENDIAN)
    bytes.position(44) // after the header of a plain WAV file
    def all = new short[bytes.remaining().intdiv(2)]
    bytes.asShortBuffer().get(all)
    all
}

def said = args.collect { samples(it) }
def engine = new Engine(prefillMs: 0, dtmfLookAheadMs: 0)
def callers = [engine.participant(user: 1), engine.participant(user: 2)]
callers.each { it.join('bridge', playTones: true) }
def size = engine.frameSamples()
def frames = said*.length.min().intdiv(size)
def same = [0, 0]
frames.times { k ->
    callers.eachWithIndex { caller, i -> caller.write(said[i], k * size, size) }
    engine.tick()
    callers.eachWithIndex { caller, i ->
        def heard = caller.read(size)
        if (heard == said[1 - i][k * size..<(k + 1) * size] as short[]) same[i]++
    }
}
same.eachWithIndex { count, i -> println "caller ${i + 1} heard $count of $frames frames, sample for sample" }
engine.close()
