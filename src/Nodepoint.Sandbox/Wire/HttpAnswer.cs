namespace Nodepoint.Sandbox.Wire;

/// <summary>Sends HTTP responses.</summary>
internal static class HttpAnswer
{
    public const string Json = "application/json; charset=\"utf-8\"";
    public const string Html = "text/html; charset=UTF-8";

    /// <summary>Sends a complete response.</summary>
    public static async Task SendAsync(HttpContext context, int status, string type, AnswerBuffer output)
    {
        Begin(context, status, type, output.Length);
        await output.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>Sends the beginning of a response with the length of the whole.</summary>
    /// <remarks>The server closes the connection after a response that is too short. An abort could discard what was sent.</remarks>
    public static async Task SendPartAsync(HttpContext context, int status, string type, AnswerBuffer output, double part)
    {
        using var whole = new MemoryStream();
        await output.CopyToAsync(whole, context.RequestAborted);
        var length = (int)whole.Length;
        var sent = (int)(part * length);
        Begin(context, status, type, Math.Max(length, 1));
        await context.Response.Body.WriteAsync(whole.GetBuffer().AsMemory(0, sent), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static void Begin(HttpContext context, int status, string type, long length)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = length;
    }
}
