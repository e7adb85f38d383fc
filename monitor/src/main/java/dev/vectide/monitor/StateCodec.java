package dev.vectide.monitor;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a monitor's state: a version number first, so that a newer program reads an older state. */
public interface StateCodec<S> {
    void write(S state, DataOutput out) throws IOException;

    S read(DataInput in) throws IOException;
}
