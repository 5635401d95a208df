package io.skein.examples.market;

import io.skein.examples.market.sbe.MessageHeaderDecoder;
import io.skein.message.View;

/**
 * Who receives raw bytes checks them: the codecs trust the length that a header names.
 */
final class Schema
{
    private Schema()
    {
    }

    /**
     * @param view        of what came.
     * @param header      to read its header with.
     * @param templateId  of the message that is wanted.
     * @param blockLength of it; a later version may have a longer one.
     * @return whether it is such a message, and all of its block is there.
     */
    static boolean isMessage(
        final View view, final MessageHeaderDecoder header, final int templateId, final int blockLength)
    {
        if (view.length() < MessageHeaderDecoder.ENCODED_LENGTH)
        {
            return false;
        }
        header.wrap(view.buffer(), 0);
        return MessageHeaderDecoder.SCHEMA_ID == header.schemaId() && templateId == header.templateId() &&
            header.blockLength() >= blockLength &&
            view.length() >= MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength();
    }
}
