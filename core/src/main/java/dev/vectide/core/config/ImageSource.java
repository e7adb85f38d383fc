package dev.vectide.core.config;

import static dev.vectide.core.config.SettingFault.range;

import dev.vectide.core.space.ImageContract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How pictures become a model's input; what is left out is as {@link #contract} says. */
public record ImageSource(
        int width,
        int height,
        ImageContract.@Nullable Channels channels,
        @Nullable Double scale,
        @Nullable List<Double> mean,
        @Nullable List<Double> std,
        ImageContract.@Nullable Fit fit,
        ImageContract.@Nullable Layout layout,
        @Nullable String output) {
    public ImageSource {
        range("width", width, 1, 1 << 13);
        range("height", height, 1, 1 << 13);
        three("mean", mean);
        three("std", std);
        if (std != null && std.contains(0.0)) {
            throw new SettingFault("std", std, "expected no 0");
        }
    }

    /** RGB of 0 to 1 in planes, stretched, the graph's first output. */
    public ImageContract contract() {
        return new ImageContract(
                width,
                height,
                channels == null ? ImageContract.Channels.RGB : channels,
                scale == null ? 1.0 / 255 : scale,
                mean == null ? List.of(0.0, 0.0, 0.0) : mean,
                std == null ? List.of(1.0, 1.0, 1.0) : std,
                fit == null ? ImageContract.Fit.STRETCH : fit,
                layout == null ? ImageContract.Layout.NCHW : layout,
                output == null ? "" : output);
    }

    private static void three(String field, @Nullable List<Double> values) {
        if (values != null && values.size() != 3) {
            throw new SettingFault(field, values, "expected three numbers");
        }
    }
}
