package dev.vectide.core.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.space.Space;
import dev.vectide.core.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spaces of the control topic, under {@code space/<name>-<fp8>}: everything that the fingerprint is over, as encoders tell
 * of it. So a role without the model knows the space all the same.
 *
 * <p>Safe for concurrent use.
 */
public final class ControlSpaces {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSpaces.class);
    private static final String KIND = "space";

    private final ControlTopic control;

    public ControlSpaces(ControlTopic control) {
        this.control = control;
    }

    /** Tells of spaces, and returns once the topic has them; nothing is written of those that it has. */
    public static void publish(VectideConfig config, List<Space> spaces) {
        try (ControlTopic control = ControlTopic.start(config)) {
            ControlSpaces known = new ControlSpaces(control);
            List<Space> there = known.list();
            spaces.stream().filter(space -> !there.contains(space)).forEach(known::put);
        }
    }

    public void put(Space space) {
        ObjectNode tree = Json.MAPPER.valueToTree(space);
        control.put(KIND, space.qualifiedName(), tree);
    }

    /** All that are known; an entry that does not have the fingerprint in its key is passed over. */
    public List<Space> list() {
        List<Space> spaces = new ArrayList<>();
        control.list(KIND).forEach((name, tree) -> {
            try {
                Space space = Json.MAPPER.treeToValue(tree, Space.class);
                if (name.equals(space.qualifiedName())) {
                    spaces.add(space);
                } else {
                    LOG.error("control entry space/{} is passed over: it describes {}", name, space.qualifiedName());
                }
            } catch (JsonProcessingException | RuntimeException e) {
                LOG.error("control entry space/{} is passed over: {}", name, e.getMessage());
            }
        });
        return spaces;
    }

    /**
     * The one space of a name.
     *
     * @param name {@code name} or, where there are several of it, {@code name-fp8}
     * @throws IllegalStateException if none or several are known; the message says which
     */
    public Space get(String name) {
        List<Space> found = list().stream()
                .filter(space -> space.name().equals(name) || space.qualifiedName().equals(name))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new IllegalStateException(found.isEmpty()
                ? "space " + name + " is not known in the control topic: an encoder tells of its spaces when it starts"
                : "space " + name + " is one of " + found.stream().map(Space::qualifiedName).sorted().toList()
                        + "; name one of these");
    }
}
