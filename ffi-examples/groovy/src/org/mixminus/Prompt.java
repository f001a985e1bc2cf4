package org.mixminus;

import org.mixminus.c.Block;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusPromptConfig;
import org.mixminus.c.MixminusPromptInfo;

/** Audio that an engine keeps to play. When it is closed, what plays of it continues to its end. */
public final class Prompt extends Owned {
    private Prompt(Engine engine, long handle) {
        super(engine, handle, Mixminus::mixminus_prompt_free);
    }

    static Prompt make(Engine engine, String account, short[] samples, int sampleRateHz) {
        try (Frame frame = Frame.open()) {
            Name name = new Name(frame, account);
            MixminusPromptConfig config = new MixminusPromptConfig(frame);
            config.account(name.address).accountLen(name.length).sampleRateHz(sampleRateHz);
            Frame.Audio audio = frame.samples(samples.length).put(samples, 0, samples.length);
            config.samples(audio.address).count(samples.length);
            Block prompt = new Block(frame, 8);
            engine.call(e -> Mixminus.mixminus_prompt_new(e, config.address, prompt.address));
            return new Prompt(engine, prompt.getLong(0));
        }
    }

    static Prompt fromWav(Engine engine, String account, byte[] wav) {
        try (Frame frame = Frame.open()) {
            Name name = new Name(frame, account);
            long bytes = frame.bytes(wav);
            Block prompt = new Block(frame, 8);
            engine.call(e ->
                Mixminus.mixminus_prompt_new_wav(e, name.address, name.length, bytes, wav.length, prompt.address));
            return new Prompt(engine, prompt.getLong(0));
        }
    }

    static Prompt fromFile(Engine engine, String account, String path) {
        try (Frame frame = Frame.open()) {
            Name name = new Name(frame, account);
            Name file = new Name(frame, path);
            Block prompt = new Block(frame, 8);
            engine.call(e -> Mixminus.mixminus_prompt_new_file(
                e, name.address, name.length, file.address, file.length, prompt.address));
            return new Prompt(engine, prompt.getLong(0));
        }
    }

    /** Its length. */
    public PromptInfo info() {
        try (Frame frame = Frame.open()) {
            MixminusPromptInfo info = new MixminusPromptInfo(frame);
            call((e, p) -> Mixminus.mixminus_prompt_get_info(e, p, info.address));
            return new PromptInfo(info);
        }
    }
}
