package dev.vectide.testing.fuzz;

import java.util.List;

/**
 * A parser that faces outside. Implementations are public, with a constructor without arguments.
 *
 * <p>Used by one thread.
 */
public interface FuzzTarget {
    /** Good input, from which bad one is made; all kinds of it should be there. */
    List<byte[]> seeds();

    /** Parses. A refusal as the parser declares it is passed over; whatever else is thrown is a crash. */
    void parse(byte[] input) throws Exception;
}
