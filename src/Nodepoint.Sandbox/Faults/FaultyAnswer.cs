using System.Buffers;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Faults;

/// <summary>What a caller gets in place of the answer to a call that a fault has met.</summary>
internal static class FaultyAnswer
{
    /// <summary>Sends what a fault makes of an answer.</summary>
    /// <param name="part">How much of a cut answer is sent, from 0 to 1.</param>
    public static async Task SendAsync(HttpContext context, Fault fault, double part, int status, string type, AnswerBuffer output)
    {
        using var sent = new AnswerBuffer();
        switch (fault)
        {
            case Fault.EmptyServerError:
                await HttpAnswer.SendAsync(context, 500, HttpAnswer.Html, sent);
                break;
            case Fault.BadGateway:
                sent.Write(FaultPages.BadGateway);
                await HttpAnswer.SendAsync(context, 502, HttpAnswer.Html, sent);
                break;
            case Fault.Truncate:
                await HttpAnswer.SendPartAsync(context, status, type, output, part);
                break;
            case Fault.WarningPrefix:
                sent.Write(FaultPages.Warning);
                output.CopyTo(sent);
                // PHP has sent the head of a page by then.
                await HttpAnswer.SendAsync(context, status, HttpAnswer.Html, sent);
                break;
            default:
                context.Abort();
                break;
        }
    }
}
