package dev.vectide.encoder;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import java.util.List;
import java.util.Map;

/**
 * The default space's real model, loaded once for all tests of a JVM: closing it does nothing.
 *
 * <p>Safe for concurrent use.
 */
public final class SharedModel extends ForwardingModel {
    private SharedModel() {
        super((TextModel) EncoderApp.load(ConfigReader.read(null, Map.of())).get(0));
    }

    public static TextModel get() {
        return Holder.SHARED;
    }

    /** The vector of one document's text, as the model gives it when it is alone. */
    public static Encoded document(String text) {
        return get().encode(List.of(text), InputType.DOCUMENT).get(0);
    }

    @Override
    public void close() {
        // The JVM's end closes it.
    }

    private static final class Holder {
        private static final TextModel SHARED = new SharedModel();
    }
}
