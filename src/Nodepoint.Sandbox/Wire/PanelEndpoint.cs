using System.Buffers;
using System.Net;
using System.Text;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Wire;

/// <summary>The address the panel's remote API answers at, and the sandbox's own beside it.</summary>
internal sealed class PanelEndpoint(PanelState state) : IDisposable
{
    private const string Json = "application/json; charset=\"utf-8\"";
    private const string Html = "text/html; charset=UTF-8";

    // Names a query must not contain, lest they reach the panel's own variables.
    private const string Override = "?";

    private readonly Lock oneAtATime = new();
    private readonly CallCounts counts = new();

    public async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        switch (path)
        {
            case "/remote/json.php":
                await AnswerCallAsync(context);
                return;
            case "/sandbox/reset" when HttpMethods.IsPost(context.Request.Method):
                lock (oneAtATime) state.Reset();
                counts.Clear();
                await SendAsync(context, 200, Json, new PhpArray { ["reset"] = true });
                return;
            case "/sandbox/stats" when HttpMethods.IsGet(context.Request.Method):
                await SendAsync(context, 200, Json, counts.ToArray());
                return;
            case "/sandbox/reset" or "/sandbox/stats":
                context.Response.StatusCode = 405;
                context.Response.Headers.Allow = path == "/sandbox/reset" ? "POST" : "GET";
                return;
            default:
                context.Response.StatusCode = 404;
                return;
        }
    }

    public void Dispose()
    {
        lock (oneAtATime) state.Dispose();
    }

    private async Task AnswerCallAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var name = FunctionName(context, body.GetBuffer().AsSpan(0, (int)body.Length));
        counts.Add(name);
        var output = new ArrayBufferWriter<byte>(1024);
        var (status, type) = Answer(name, body.GetBuffer().AsSpan(0, (int)body.Length), Address(context), output);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = output.WrittenCount;
        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted);
    }

    /// <summary>Does one call and writes its answer; nothing a caller sends makes this throw.</summary>
    private (int Status, string Type) Answer(string name, ReadOnlySpan<byte> body, IPAddress caller, ArrayBufferWriter<byte> output)
    {
        if (name == Override)
        {
            output.Write("Internal Error: var override attempt detected"u8);
            return (200, Html);
        }
        if (name.Length == 0) return Fault(output, "invalid_method", "Method not provided in json call");
        if (JsonBody.Read(body) is not { } parameters) return Fault(output, "invalid_data", "The JSON data sent to the api is invalid");
        if (FunctionTable.Find(name) is not { } function) return Fault(output, "invalid_method", $"Method {name} does not exist");
        try
        {
            var answer = Run(function, new PanelCall(state, parameters, caller));
            JsonAnswer.Write(output, "ok", "", answer);
            return (200, Json);
        }
        catch (RemoteFault fault)
        {
            return Fault(output, "remote_fault", fault.Message);
        }
        catch (ErrorPage page)
        {
            output.Write(Encoding.UTF8.GetBytes(page.Html));
            return (200, Html);
        }
        catch (PhpCrash)
        {
            return (500, Html);
        }
    }

    // One transaction a call, kept whatever the call says in the end: the panel does not take back what it did.
    private object? Run(PanelFunction function, PanelCall call)
    {
        lock (oneAtATime)
        {
            state.Tables.LastError = "";
            state.Database.Run("BEGIN IMMEDIATE");
            try
            {
                return function(call);
            }
            finally
            {
                state.Database.Run("COMMIT");
            }
        }
    }

    private static (int Status, string Type) Fault(ArrayBufferWriter<byte> output, string code, string message)
    {
        JsonAnswer.Write(output, code, message, false);
        return (200, Json);
    }

    // Only the first name of the query counts.
    private static string FunctionName(HttpContext context, ReadOnlySpan<byte> body)
    {
        var names = VariableNames.Of(context.Request.QueryString.Value ?? "");
        var isForm = HttpMethods.IsPost(context.Request.Method) && context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        return VariableNames.Override(names) || (isForm && VariableNames.Override(VariableNames.Of(Encoding.UTF8.GetString(body)))) ? Override : names.FirstOrDefault("");
    }

    private static IPAddress Address(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private static async Task SendAsync(HttpContext context, int status, string type, PhpArray answer)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        JsonAnswer.WriteValue(output, answer);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = output.WrittenCount;
        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted);
    }
}
