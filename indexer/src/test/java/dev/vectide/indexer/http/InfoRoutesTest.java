package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.indexer.http.Served.Answer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfoRoutesTest {
    private static final String QUALIFIED = FakeEncoder.SPACE.qualifiedName();

    private final Served served = new Served();

    @BeforeEach
    void documents() {
        served.store("{'id': 'felix', 'payload': {'text': 'cat'}}");
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void collectionsAreTheStreamsInTheirSpace() {
        assertThat(served.get("/collections").result().toString())
                .isEqualTo("{\"collections\":[{\"name\":\"empty@fake\"},{\"name\":\"pets@fake\"}]}");
    }

    @Test
    void aStreamThatWasRemovedIsThereAsLongAsItHasDocuments() {
        served.streams.remove("pets");

        assertThat(served.get("/collections").result().findValuesAsText("name")).contains("pets@fake");
        assertThat(served.get("/collections/pets").result().get("points_count").asInt()).isOne();
        Answer write = served.put("/collections/pets/points", "{'points': [{'id': 1, 'vector': [1, 0, 0]}]}");
        assertThat(write.status()).isEqualTo(404);
        assertThat(write.error()).contains("stream 'pets' was removed");
    }

    @Test
    void streamsAreAliases() {
        assertThat(served.get("/aliases").result().toString())
                .isEqualTo("{\"aliases\":[{\"alias_name\":\"empty\",\"collection_name\":\"empty@fake\"},"
                        + "{\"alias_name\":\"pets\",\"collection_name\":\"pets@fake\"}]}");
        assertThat(served.get("/collections/pets@fake/aliases").result().toString())
                .isEqualTo("{\"aliases\":[{\"alias_name\":\"pets\",\"collection_name\":\"pets@fake\"}]}");

        Answer answer = served.post("/collections/aliases", "{'actions': []}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("actions: unsupported");
    }

    @Test
    void aCollectionSaysWhatItIs() {
        Answer answer = served.get("/collections/pets");

        JsonNode info = answer.result();
        assertThat(info.get("status").asText()).isEqualTo("green");
        assertThat(info.get("points_count").asInt()).isOne();
        assertThat(info.get("indexed_vectors_count").asInt()).isOne();
        assertThat(info.at("/config/params/vectors").toString()).isEqualTo("{\"size\":3,\"distance\":\"Cosine\"}");
        assertThat(info.get("space").asText()).isEqualTo(QUALIFIED);
        assertThat(info.get("fingerprint").asText()).isEqualTo(FakeEncoder.SPACE.fingerprint().hex());
        assertThat(info.get("position").asText()).isEqualTo("0:0").isEqualTo(answer.header("X-Position"));
    }

    @Test
    void aStoreThatIsLoadingIsYellowAndCountsNothing() {
        served.store.notReady = Optional.of("loading");

        JsonNode info = served.get("/collections/pets").result();
        assertThat(info.get("status").asText()).isEqualTo("yellow");
        assertThat(info.get("points_count").isNull()).isTrue();
        assertThat(info.get("position").asText()).isEqualTo("0:0");
        assertThat(served.get("/collections/pets/exists").result().get("exists").asBoolean()).isTrue();
        Answer list = served.get("/collections");
        assertThat(list.status()).isEqualTo(503);
        assertThat(list.error()).isEqualTo("loading");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pets", "pets@fake", "pets%40fake", "empty"})
    void namesThatExist(String name) {
        assertThat(served.get("/collections/" + name + "/exists").result().get("exists").asBoolean()).isTrue();
        assertThat(served.post("/collections/" + name + "/points/count", "{}").status()).isEqualTo(200);
    }

    @Test
    void theQualifiedNameOfTheSpaceIsItsNameToo() {
        assertThat(served.post("/collections/pets@" + QUALIFIED + "/points/count", "{}").result().get("count").asInt())
                .isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nope        | collection 'nope': there is no stream 'nope'
            nope@fake   | collection 'nope@fake': there is no stream 'nope'
            PETS        | collection 'PETS': there is no stream 'PETS'
            pets@bge    | collection 'pets@bge' is of another space; streams are served in fake (fake-
            pets@       | collection 'pets@' is of another space
            """)
    void namesThatDoNot(String name, String reason) {
        assertThat(served.get("/collections/" + name + "/exists").result().get("exists").asBoolean()).isFalse();
        for (Answer answer : new Answer[] {
            served.get("/collections/" + name),
            served.get("/collections/" + name + "/aliases"),
            served.get("/collections/" + name + "/points/felix"),
            served.post("/collections/" + name + "/points/query", "{}"),
            served.post("/collections/" + name + "/points/delete", "{'points': [1]}"),
            served.put("/collections/" + name + "/points", "{'points': []}")
        }) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.error()).startsWith("Not found: ").contains(reason);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /collections/pets",
        "DELETE, /collections/pets",
        "PATCH, /collections/pets",
        "POST, /collections/pets/points/search",
        "PUT, /collections/pets/index",
        "GET, /collections/pets/snapshots"
    })
    void otherRoutesOfQdrantAreRefusedInItsShape(String method, String path) {
        Answer answer = served.send(method, path, "{}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("Not found: " + method + " " + path + " is unsupported");
    }
}
