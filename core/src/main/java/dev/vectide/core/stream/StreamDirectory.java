package dev.vectide.core.stream;

import java.util.List;
import java.util.Optional;

/**
 * The streams there are, as configuration and the control topic have them.
 *
 * <p>Implementations are safe for concurrent use; an answer may lag the control topic by moments.
 */
public interface StreamDirectory {
    Optional<StreamSettings> find(String stream);

    /** All streams by name. */
    List<StreamSettings> list();
}
