package dev.vectide.indexer.rocks;

import java.nio.file.Path;

/** RocksDB failed; the message says where. */
public final class RowsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RowsException(Path path, Exception cause) {
        super("the rows in " + path + ": " + cause.getMessage(), cause);
    }
}
