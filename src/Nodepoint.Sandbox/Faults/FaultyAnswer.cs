using System.Buffers;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Faults;

/// <summary>Sends the response to a call that has a fault.</summary>
internal static class FaultyAnswer
{
    /// <summary>Sends a response as the fault changes it.</summary>
    /// <param name="part">The part of a truncated response that is sent, from 0 to 1.</param>
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
                // PHP has already sent the headers of an HTML page by then.
                await HttpAnswer.SendAsync(context, status, HttpAnswer.Html, sent);
                break;
            default:
                context.Abort();
                break;
        }
    }
}
