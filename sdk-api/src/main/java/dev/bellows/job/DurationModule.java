package dev.bellows.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Durations as texts such as {@code PT90S}, and as nothing else: a number would leave its unit to guess. */
final class DurationModule extends SimpleModule {
    @Serial
    private static final long serialVersionUID = 1;

    DurationModule() {
        super("durations");
        addSerializer(Duration.class, ToStringSerializer.instance);
        addDeserializer(Duration.class, new Reader());
    }

    private static final class Reader extends StdDeserializer<Duration> {
        @Serial
        private static final long serialVersionUID = 1;

        Reader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Duration) context.handleUnexpectedToken(Duration.class, parser);
            }
            try {
                return Duration.parse(parser.getText());
            } catch (DateTimeParseException e) {
                return (Duration) context.handleWeirdStringValue(Duration.class, parser.getText(), "not a duration");
            }
        }
    }
}
