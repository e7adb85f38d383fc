package dev.vectide.testing.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link FuzzTarget}: so many mutated inputs in a test, or, with {@code fuzzerInitialize} and {@code fuzzerTestOneInput},
 * guided by coverage under Jazzer (bench/fuzz/run.sh).
 */
public final class Fuzz {
    private static final long SEED = 20260301;
    private static @Nullable FuzzTarget target;

    private Fuzz() {}

    /**
     * Fails with the input, in base64, at which the parser crashed.
     *
     * @param inputs how many, after the good ones
     */
    public static void check(FuzzTarget target, int inputs) {
        for (byte[] seed : target.seeds()) {
            parse(target, seed);
        }
        Mutator mutator = new Mutator(target.seeds(), SEED);
        for (int i = 0; i < inputs; i++) {
            parse(target, mutator.next());
        }
    }

    private static void parse(FuzzTarget target, byte[] input) {
        try {
            target.parse(input);
        } catch (Throwable crash) { // Errors too: no input may lead to one.
            throw new AssertionError(
                    target.getClass().getSimpleName() + " crashed at " + Base64.getEncoder().encodeToString(input), crash);
        }
    }

    /**
     * Parses good input first, so that the time of loading classes is no input's.
     *
     * @param arguments name of the target's class
     */
    public static void fuzzerInitialize(String[] arguments) throws Exception {
        FuzzTarget made = make(arguments[0]);
        for (byte[] seed : made.seeds()) {
            made.parse(seed);
        }
        target = made;
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (target == null) {
            throw new IllegalStateException("expected --target_args, the name of a target");
        }
        target.parse(input);
    }

    /** Writes a corpus to begin with: name of the target's class, folder. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<byte[]> inputs = make(arguments[0]).seeds();
        for (int i = 0; i < inputs.size(); i++) {
            Files.write(folder.resolve("seed-" + i), inputs.get(i));
        }
    }

    private static FuzzTarget make(String name) throws ReflectiveOperationException {
        return Class.forName(name).asSubclass(FuzzTarget.class).getDeclaredConstructor().newInstance();
    }
}
