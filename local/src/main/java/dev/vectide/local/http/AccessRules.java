package dev.vectide.local.http;

import dev.vectide.core.access.Caller;
import dev.vectide.core.access.Verb;
import dev.vectide.core.stream.CollectionName;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each route takes of a key, by method and path as they were registered. A route that is not here takes {@code admin} of
 * all streams, so that one that was forgotten is shut and not open; a test holds this against the routes there are.
 *
 * <p>Routes of {@link Scope#OWN} learn of streams otherwise than from their path, and ask the {@link Caller} themselves.
 */
final class AccessRules {
    /** Of which streams a verb is needed. */
    enum Scope {
        /** Everybody is answered. */
        OPEN,
        /** That of the path, {@code {stream}}. */
        STREAM,
        /** That of the collection of the path, {@code {collection}}. */
        COLLECTION,
        /** Some stream: what is answered belongs to none. */
        ANY,
        /** Some stream, and the route sees to each that it tells of. */
        OWN,
        /** Every stream. */
        ALL
    }

    /** @param verb is not asked for where everybody is answered */
    record Rule(Scope scope, Verb verb) {
        void check(Caller caller, Context context) {
            switch (scope) {
                case OPEN -> {}
                case STREAM -> caller.require(verb, context.pathParam("stream"));
                case COLLECTION -> caller.require(verb, CollectionName.stream(context.pathParam("collection")));
                case ANY, OWN -> caller.requireAny(verb);
                case ALL -> caller.requireAll(verb);
            }
        }
    }

    private static final Rule FORGOTTEN = new Rule(Scope.ALL, Verb.ADMIN);
    /** Between indexers; the space is part of the path. A question may be about any stream. */
    private static final String SHARDS = "POST /internal/shards/";

    private static final Map<String, Rule> RULES = rules();

    private AccessRules() {}

    /** @param route method and path, as registered */
    static Rule of(String route) {
        return known(route).orElse(FORGOTTEN);
    }

    static Optional<Rule> known(String route) {
        if (isFile(route)) {
            return Optional.of(new Rule(Scope.OPEN, Verb.READ));
        }
        return route.startsWith(SHARDS)
                ? Optional.of(new Rule(Scope.ALL, Verb.READ))
                : Optional.ofNullable(RULES.get(route));
    }

    /** Whether everybody is answered, whatever key they send. */
    static boolean isOpen(String route) {
        return known(route).filter(rule -> rule.scope() == Scope.OPEN).isPresent();
    }

    /** The page itself is the same for all: what it shows it asks for with the reader's key. */
    private static boolean isFile(String route) {
        return route.equals("GET /") || route.startsWith("GET /page/") || route.startsWith("GET /webjars/");
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        put(rules, Scope.OPEN, Verb.READ, "GET /livez", "GET /readyz");
        put(rules, Scope.ALL, Verb.READ, "GET /metrics");

        put(rules, Scope.STREAM, Verb.WRITE, "DELETE /v1/streams/{stream}/events/<document>");
        // A CloudEvent may name another stream than the path does; the route sees to that one, too.
        put(rules, Scope.STREAM, Verb.WRITE, "POST /v1/streams/{stream}/events");
        put(rules, Scope.OWN, Verb.READ, "GET /v1/streams");
        put(rules, Scope.STREAM, Verb.READ, "GET /v1/streams/{stream}");
        put(rules, Scope.STREAM, Verb.ADMIN, "PUT /v1/streams/{stream}", "DELETE /v1/streams/{stream}");
        // They hold what was refused of any stream, as it came.
        put(rules, Scope.ALL, Verb.ADMIN, "GET /v1/dead-letters");

        put(rules, Scope.ANY, Verb.READ, "POST /v1/embeddings", "GET /v1/models");
        put(rules, Scope.STREAM, Verb.ADMIN, "POST /v1/streams/{stream}/reencode");

        put(rules, Scope.OWN, Verb.READ, "GET /collections", "GET /aliases");
        put(
                rules,
                Scope.COLLECTION,
                Verb.READ,
                "GET /collections/{collection}",
                "GET /collections/{collection}/exists",
                "GET /collections/{collection}/aliases",
                "POST /collections/{collection}/points/query",
                "POST /collections/{collection}/points/query/batch",
                "POST /collections/{collection}/points/query/groups",
                "POST /collections/{collection}/points/scroll",
                "POST /collections/{collection}/points/count",
                "POST /collections/{collection}/points",
                "GET /collections/{collection}/points/<id>");
        put(
                rules,
                Scope.COLLECTION,
                Verb.WRITE,
                "PUT /collections/{collection}/points",
                "POST /collections/{collection}/points/delete");
        // What is not supported, and says so.
        put(rules, Scope.ANY, Verb.READ, "POST /collections/aliases");
        for (String method : new String[] {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
            put(rules, Scope.ANY, Verb.READ, method + " /collections/<rest>");
        }

        put(rules, Scope.STREAM, Verb.READ, "GET /v1/streams/{stream}/health", "GET /v1/streams/{stream}/scores");
        put(
                rules,
                Scope.OWN,
                Verb.READ,
                "GET /v1/alerts",
                "GET /v1/alerts/silences",
                "GET /v1/references",
                "GET /v1/references/artefacts",
                "GET /v1/live");
        put(
                rules,
                Scope.OWN,
                Verb.ADMIN,
                "POST /v1/alerts/acknowledgements",
                "DELETE /v1/alerts/acknowledgements",
                "POST /v1/alerts/silences",
                "DELETE /v1/alerts/silences/{id}",
                "POST /v1/references/orders",
                "POST /v1/references/artefacts");
        return Map.copyOf(rules);
    }

    private static void put(Map<String, Rule> rules, Scope scope, Verb verb, String... routes) {
        for (String route : routes) {
            rules.put(route, new Rule(scope, verb));
        }
    }
}
