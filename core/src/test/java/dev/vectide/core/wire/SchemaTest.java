package dev.vectide.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.ClusterShift;
import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Neighbour;
import dev.vectide.core.report.Pane;
import dev.vectide.core.report.ReferenceNote;
import dev.vectide.core.report.Score;
import dev.vectide.core.report.SegmentShift;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The published schemas name exactly the fields that the records have, and call required what is never left out. */
class SchemaTest {
    @Test
    void score() throws IOException {
        JsonNode schema = schema("score");
        matches(schema, Score.class, "distance", "pValue", "text");
        matches(schema.at("/$defs/neighbour"), Neighbour.class, "text");
    }

    @Test
    void health() throws IOException {
        JsonNode schema = schema("health");
        matches(schema, HealthReport.class, "reference");
        matches(schema.at("/properties/reference"), ReferenceNote.class, "from", "to", "ageSeconds", "order");
        matches(schema.at("/properties/pane"), Pane.class);
    }

    @Test
    void alert() throws IOException {
        JsonNode data = schema("alert").at("/properties/data");
        matches(data, Alert.class, "resolvedAt", "promisedRunLength", "clusters", "segments");
        matches(data.at("/properties/clusters/items"), ClusterShift.class);
        matches(data.at("/properties/segments/items"), SegmentShift.class);
        matches(data.at("/properties/pane"), Pane.class);
        matches(data.at("/properties/evidence/items"), Evidence.class, "text", "figure");
        matches(data.at("/properties/evidence/items/properties/neighbours/items"), Neighbour.class, "text");
    }

    @Test
    void eventHasTheReadersLimits() throws IOException {
        JsonNode schema = schema("event");
        assertThat(names(schema)).containsExactlyInAnyOrder(
                "id", "stream", "time", "text", "image", "vector", "space", "attributes");
        assertThat(schema.at("/properties/vector/maxItems").asInt()).isEqualTo(EventLimits.MAX_DIMENSION);
        assertThat(schema.at("/properties/attributes/maxProperties").asInt()).isEqualTo(EventLimits.MAX_ATTRIBUTES);
        assertThat(schema.at("/properties/attributes/propertyNames/maxLength").asInt()).isEqualTo(EventLimits.MAX_ATTRIBUTE_NAME);
        assertThat(schema.at("/properties/id/oneOf/0/maxLength").asInt()).isEqualTo(EventLimits.MAX_ID);
    }

    private static void matches(JsonNode schema, Class<? extends Record> type, String... optional) {
        List<String> fields = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
        Set<String> required = new TreeSet<>(fields);
        required.removeAll(List.of(optional));
        assertThat(names(schema)).as(type.getSimpleName()).containsExactlyInAnyOrderElementsOf(fields);
        assertThat(schema.path("required")).extracting(JsonNode::asText).containsExactlyInAnyOrderElementsOf(required);
    }

    private static Set<String> names(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode schema(String name) throws IOException {
        try (InputStream in = SchemaTest.class.getResourceAsStream("/dev/vectide/core/schema/" + name + ".schema.json")) {
            return Json.MAPPER.readTree(in);
        }
    }
}
