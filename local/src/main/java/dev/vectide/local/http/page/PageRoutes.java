package dev.vectide.local.http.page;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;

/**
 * Routes of the page: {@code /}, its own files under {@code /page/} and the chart library's under {@code /webjars/}. The
 * files are a fixed list read at start, so that no path leads anywhere else.
 *
 * <p>Every answer is revalidated by its entity tag: an upgrade shows at once, and an unchanged file is not sent again.
 *
 * <p>Safe for concurrent use.
 */
public final class PageRoutes {
    private static final List<String> OWN = List.of(
            "page.css",
            "icon.svg",
            "main.js",
            "alerts.js",
            "api.js",
            "chart.js",
            "dom.js",
            "health.js",
            "live.js",
            "novelty.js",
            "pulse.js",
            "search.js",
            "status.js");

    /** Scripts, styles and connections only from here; {@code data:} never; nobody may frame the page. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public void register(JavalinConfig config) {
        PageFile index = PageFile.own("index.html");
        config.routes.get("/", context -> {
            context.header("Content-Security-Policy", POLICY);
            context.header("Referrer-Policy", "no-referrer");
            serve(context, index);
        });
        for (String name : OWN) {
            add(config, "/page/" + name, PageFile.own(name));
        }
        for (String name : List.of("uPlot.esm.js", "uPlot.min.css")) {
            add(config, "/webjars/uplot/" + name, PageFile.webJar("uplot", "dist/" + name));
        }
    }

    private static void add(JavalinConfig config, String path, PageFile file) {
        config.routes.get(path, context -> serve(context, file));
    }

    private static void serve(Context context, PageFile file) {
        context.header("Cache-Control", "no-cache");
        context.header("X-Content-Type-Options", "nosniff");
        context.header("ETag", file.tag());
        String known = context.header("If-None-Match");
        if (known != null && known.contains(file.tag())) {
            context.status(304);
            return;
        }
        context.contentType(file.type()).result(file.open());
    }
}
