package io.skein.topic;

import io.skein.internal.text.NearestName;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * From a file to YAML nodes. Nodes and not objects, because nodes know their line; aliases stay aliases there and are
 * not expanded, so the size of what is read bounds the work.
 */
final class TopicFile
{
    static final int MAX_BYTES = 1024 * 1024;
    static final int MAX_DEPTH = 16;

    private TopicFile()
    {
    }

    static List<Topic> load(final Path file)
    {
        final String source = file.toString();
        final byte[] bytes;
        try (InputStream in = Files.newInputStream(file))
        {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        catch (final NoSuchFileException missing)
        {
            throw failure(source, "no such file: create it, or name another topics file", missing);
        }
        catch (final IOException unreadable)
        {
            throw failure(source, Files.isDirectory(file) ? "is a directory: name the topics file in it" :
                "can not be read: " + NearestName.clip(unreadable.toString()), unreadable);
        }
        return parse(source, decode(source, bytes));
    }

    static List<Topic> parse(final String source, final String yaml)
    {
        if (yaml.length() > MAX_BYTES)
        {
            throw failure(source, "is larger than the limit of " + MAX_BYTES + " bytes: split it", null);
        }
        final TopicErrors errors = new TopicErrors(source);
        final Optional<Node> root = compose(source, yaml, errors);
        final List<Topic> topics = new TopicFileReader(errors).read(root);
        errors.throwIfAny(null);
        return topics;
    }

    private static String decode(final String source, final byte[] bytes)
    {
        if (bytes.length > MAX_BYTES)
        {
            throw failure(source, "is larger than the limit of " + MAX_BYTES + " bytes: split it", null);
        }
        try
        {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
        catch (final CharacterCodingException malformed)
        {
            throw failure(source, "is not UTF-8: save it as UTF-8", malformed);
        }
    }

    private static Optional<Node> compose(final String source, final String yaml, final TopicErrors errors)
    {
        final LoadSettings settings = LoadSettings.builder()
            .setLabel(source)
            .setCodePointLimit(MAX_BYTES)
            .setAllowNonScalarKeys(true)
            .build();
        try
        {
            YamlDepth.check(settings, yaml, MAX_DEPTH);
            return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, yaml))).getSingleNode();
        }
        catch (final MarkedYamlEngineException malformed)
        {
            final Optional<Mark> mark = malformed.getProblemMark().or(malformed::getContextMark);
            errors.add(mark, "malformed YAML: " + NearestName.clip(malformed.getProblem()));
            throw errors.exception(malformed);
        }
        catch (final ReaderException unprintable)
        {
            final String before = yaml.substring(0, yaml.offsetByCodePoints(0,
                Math.min(unprintable.getPosition(), yaml.codePointCount(0, yaml.length()))));
            final int lineStart = before.lastIndexOf('\n') + 1;
            errors.add((int)before.chars().filter((c) -> c == '\n').count() + 1, before.length() - lineStart + 1,
                "malformed YAML: character " + String.format("U+%04X", unprintable.getCodePoint()) + " is not allowed");
            throw errors.exception(unprintable);
        }
        catch (final YamlEngineException malformed)
        {
            throw failure(source, "malformed YAML: " + NearestName.clip(malformed.getMessage()), malformed);
        }
    }

    private static TopicFileException failure(final String source, final String text, final Throwable cause)
    {
        return new TopicFileException(List.of(new TopicError(source, 0, 0, text)), cause);
    }
}
