using System.Buffers;
using System.Net;
using System.Text;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Sessions;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Wire;

/// <summary>The address the panel's remote API answers at, and the sandbox's own beside it.</summary>
internal sealed class PanelEndpoint(PanelState state) : IDisposable
{
    private const string Json = "application/json; charset=\"utf-8\"";
    private const string Html = "text/html; charset=UTF-8";

    // Names a query must not contain, lest they reach the panel's own variables.
    private const string Override = "?";

    // Who waits for his turn gives his thread to those who read, hash or send.
    private readonly SemaphoreSlim turn = new(1);
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
                await TakeTurnAsync(state.Reset);
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
        turn.Wait();
        state.Dispose();
        turn.Dispose();
    }

    private async Task AnswerCallAsync(HttpContext context)
    {
        var (name, parameters) = await ReadAsync(context);
        counts.Add(name);
        using var output = new AnswerBuffer();
        var (status, type) = await AnswerAsync(name, parameters, Address(context), output);
        await SendAsync(context, status, type, output);
    }

    private static async Task<(string Name, PhpArray? Parameters)> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.GetBuffer().AsSpan(0, (int)body.Length);
        return (FunctionName(context, bytes), JsonBody.Read(bytes));
    }

    /// <summary>Does one call and writes its answer; nothing a caller sends makes this throw.</summary>
    private async Task<(int Status, string Type)> AnswerAsync(string name, PhpArray? parameters, IPAddress caller, AnswerBuffer output)
    {
        if (name == Override)
        {
            output.Write("Internal Error: var override attempt detected"u8);
            return (200, Html);
        }
        if (name.Length == 0) return Fault(output, "invalid_method", "Method not provided in json call");
        if (parameters is null) return Fault(output, "invalid_data", "The JSON data sent to the api is invalid");
        if (FunctionTable.Find(name) is not { } function) return Fault(output, "invalid_method", $"Method {name} does not exist");
        try
        {
            await RunAsync(name, function, new PanelCall(state, parameters, caller), output);
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

    private async Task RunAsync(string name, PanelFunction function, PanelCall call, AnswerBuffer output)
    {
        FunctionTable.Prepare(name, call);
        if (name == "login" && call["password"] is string password)
        {
            string? hash = null;
            await TakeTurnAsync(() => hash = LoginFunctions.StoredHash(call));
            if (hash is not null) call.Passwords.CompareAhead(password, hash);
        }
        object? answer = null;
        await TakeTurnAsync(() =>
        {
            answer = state.Run(function, call);
            if (answer is RowSequence) JsonAnswer.Write(output, "ok", "", answer);
        });
        if (answer is not RowSequence) JsonAnswer.Write(output, "ok", "", answer);
    }

    private async Task TakeTurnAsync(Action work)
    {
        await turn.WaitAsync();
        try
        {
            work();
        }
        finally
        {
            turn.Release();
        }
    }

    private static (int Status, string Type) Fault(AnswerBuffer output, string code, string message)
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
        using var output = new AnswerBuffer();
        JsonAnswer.WriteValue(output, answer);
        await SendAsync(context, status, type, output);
    }

    private static async Task SendAsync(HttpContext context, int status, string type, AnswerBuffer output)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = output.Length;
        await output.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
