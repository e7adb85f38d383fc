package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import java.util.List;
import java.util.Locale;

/**
 * One thing that was looked for.
 *
 * @param advice what to do; empty where there is nothing to be done
 */
record Finding(String what, State state, String found, String advice) {
    enum State {
        OK,
        /** Works without. */
        OPTIONAL,
        /** Does not work without. */
        MISSING
    }

    static Finding of(String what, boolean enough, String found, String advice) {
        return new Finding(what, enough ? State.OK : State.MISSING, found, enough ? "" : advice);
    }

    static Finding optional(String what, boolean there, String found, String advice) {
        return new Finding(what, there ? State.OK : State.OPTIONAL, found, there ? "" : advice);
    }

    JsonNode json() {
        return Json.MAPPER
                .createObjectNode()
                .put("what", what)
                .put("state", word())
                .put("found", found)
                .put("advice", advice);
    }

    List<String> row() {
        return List.of(word(), what, advice.isEmpty() ? found : found + "; " + advice);
    }

    private String word() {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
