package dev.vectide.encoder.batch;

import dev.vectide.core.encoder.EncoderException;

/** The runtime has no memory for a batch of this size; a smaller one may pass. */
public final class OutOfMemoryException extends EncoderException {
    private static final long serialVersionUID = 1;

    public OutOfMemoryException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether a runtime's message says that memory, of the machine or of its accelerator, ran out. */
    public static boolean isMeantBy(String message) {
        String lower = message.toLowerCase(java.util.Locale.ROOT);
        return lower.contains("failed to allocate memory")
                || lower.contains("out of memory")
                || lower.contains("bad_alloc")
                || lower.contains("bad allocation")
                || lower.contains("cuda_error_out_of_memory")
                || lower.contains("cannot reserve");
    }
}
