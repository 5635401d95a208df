package io.skein.topic;

/**
 * One thing that is wrong with a topics file. Immutable.
 *
 * @param source name of the file, or whatever the text came from.
 * @param line   1 or more; 0 when the file as a whole is at fault, because it is missing, say.
 * @param column 1 or more; 0 likewise.
 * @param text   what is wrong, on one line.
 */
public record TopicError(String source, int line, int column, String text)
{
    /**
     * @return {@code source:line:column: text}, or {@code source: text} when the file as a whole is at fault.
     */
    @Override
    public String toString()
    {
        return (line > 0 ? source + ":" + line + ":" + column : source) + ": " + text;
    }
}
