using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Nodepoint.Sandbox.Faults;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Hosting;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Sessions;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Wire;

/// <summary>Handles requests to the panel's remote API and to the endpoints of the sandbox.</summary>
internal sealed class PanelEndpoint(PanelState state, OpenLines lines) : IDisposable
{
    // The result of FunctionName for a query that would override variables of the panel.
    private const string Override = "?";

    // Waiting does not block a thread, so other requests can be read, hashed and sent meanwhile.
    private readonly SemaphoreSlim turn = new(1);
    private readonly CallCounts counts = new();
    private readonly FaultInjector faults = new();

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
                faults.Clear();
                await SendAsync(context, 200, new PhpArray { ["reset"] = true });
                return;
            case "/sandbox/stats" when HttpMethods.IsGet(context.Request.Method):
                await SendAsync(context, 200, counts.ToArray(state.Sessions.Failures));
                return;
            case "/sandbox/seed" when HttpMethods.IsPost(context.Request.Method):
                await StartFromAsync(context);
                return;
            case "/sandbox/keep" when HttpMethods.IsPost(context.Request.Method):
                await TakeTurnAsync(state.Keep);
                await SendAsync(context, 200, new PhpArray { ["kept"] = true });
                return;
            case "/sandbox/rows" when HttpMethods.IsGet(context.Request.Method):
                PhpArray? rows = null;
                await TakeTurnAsync(() => rows = Seed.Of(state.Tables));
                await SendAsync(context, 200, rows!);
                return;
            case "/sandbox/faults" when HttpMethods.IsGet(context.Request.Method):
                await SendAsync(context, 200, faults.Describe());
                return;
            case "/sandbox/faults" when HttpMethods.IsPost(context.Request.Method):
                await SetFaultsAsync(context);
                return;
            case "/sandbox/reset" or "/sandbox/seed" or "/sandbox/keep" or "/sandbox/stats" or "/sandbox/rows" or "/sandbox/faults":
                context.Response.StatusCode = 405;
                context.Response.Headers.Allow = path switch { "/sandbox/reset" or "/sandbox/seed" or "/sandbox/keep" => "POST", "/sandbox/stats" or "/sandbox/rows" => "GET", _ => "GET, POST" };
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

    private async Task StartFromAsync(HttpContext context)
    {
        using var body = await ReadBodyAsync(context);
        try
        {
            await TakeTurnAsync(() => state.StartFrom(body.GetBuffer().AsSpan(0, (int)body.Length)));
        }
        catch (JsonException problem)
        {
            await SendAsync(context, 400, new PhpArray { ["error"] = problem.Message });
            return;
        }
        counts.Clear();
        faults.Clear();
        await SendAsync(context, 200, new PhpArray { ["reset"] = true });
    }

    private async Task SetFaultsAsync(HttpContext context)
    {
        using var body = await ReadBodyAsync(context);
        if (!FaultRequest.TryRead(body.GetBuffer().AsMemory(0, (int)body.Length), out var request, out var message))
        {
            await SendAsync(context, 400, new PhpArray { ["error"] = message });
            return;
        }
        if (!request.KeepsFaults) faults.Set(request.Settings);
        faults.CountActions(request);
        if (request.EndSessions || request.Restart)
        {
            await TakeTurnAsync(() =>
            {
                state.Sessions.CloseAll();
                // Within the turn, so that waiting calls whose connection is closed are not carried out.
                if (request.Restart) lines.CloseAllExcept(context.Features.Get<Line>());
            });
        }
        await SendAsync(context, 200, faults.Describe());
    }

    private async Task AnswerCallAsync(HttpContext context)
    {
        var (name, parameters) = await ReadAsync(context);
        counts.Add(name);
        var draw = faults.Draw(name);
        if (draw.Delay > 0) await Task.Delay(draw.Delay, context.RequestAborted);
        await faults.WorkAsync(name);
        using var output = new AnswerBuffer();
        var (status, type) = draw.IsDone ? await AnswerAsync(name, parameters, context, output) : (0, "");
        if (draw.Fault is { } fault) await FaultyAnswer.SendAsync(context, fault, draw.Part, status, type, output);
        else await HttpAnswer.SendAsync(context, status, type, output);
    }

    private static async Task<(string Name, PhpArray? Parameters)> ReadAsync(HttpContext context)
    {
        using var body = await ReadBodyAsync(context);
        var bytes = body.GetBuffer().AsSpan(0, (int)body.Length);
        return (FunctionName(context, bytes), JsonBody.Read(bytes));
    }

    private static async Task<MemoryStream> ReadBodyAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body;
    }

    /// <summary>Carries out one call and writes its response; no request makes this throw.</summary>
    private async Task<(int Status, string Type)> AnswerAsync(string name, PhpArray? parameters, HttpContext context, AnswerBuffer output)
    {
        if (name == Override)
        {
            output.Write("Internal Error: var override attempt detected"u8);
            return (200, HttpAnswer.Html);
        }
        if (name.Length == 0) return Refusal(output, "invalid_method", "Method not provided in json call");
        if (parameters is null) return Refusal(output, "invalid_data", "The JSON data sent to the api is invalid");
        if (FunctionTable.Find(name) is not { } function) return Refusal(output, "invalid_method", $"Method {name} does not exist");
        try
        {
            await RunAsync(name, function, new PanelCall(state, parameters, Address(context)), context.Features.Get<Line>(), output);
            return (200, HttpAnswer.Json);
        }
        catch (RemoteFault fault)
        {
            return Refusal(output, "remote_fault", fault.Message);
        }
        catch (ErrorPage page)
        {
            output.Write(Encoding.UTF8.GetBytes(page.Html));
            return (200, HttpAnswer.Html);
        }
        catch (PhpCrash)
        {
            return (500, HttpAnswer.Html);
        }
    }

    private async Task RunAsync(string name, PanelFunction function, PanelCall call, Line? line, AnswerBuffer output)
    {
        FunctionTable.Prepare(name, call);
        if (name == "login" && call["password"] is string password)
        {
            string? hash = null;
            await TakeTurnAsync(() => hash = LoginFunctions.StoredHash(call), line);
            if (hash is not null) call.Passwords.CompareAhead(password, hash);
        }
        object? answer = null;
        await TakeTurnAsync(() =>
        {
            answer = state.Run(function, call);
            if (answer is RowSequence) JsonAnswer.Write(output, "ok", "", answer);
        }, line);
        if (answer is not RowSequence) JsonAnswer.Write(output, "ok", "", answer);
    }

    private async Task TakeTurnAsync(Action work, Line? line = null)
    {
        await turn.WaitAsync();
        try
        {
            if (line is { IsCut: true }) throw new ConnectionAbortedException();
            work();
        }
        finally
        {
            turn.Release();
        }
    }

    private static (int Status, string Type) Refusal(AnswerBuffer output, string code, string message)
    {
        JsonAnswer.Write(output, code, message, false);
        return (200, HttpAnswer.Json);
    }

    // The function is the first name of the query.
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

    private static async Task SendAsync(HttpContext context, int status, PhpArray answer)
    {
        using var output = new AnswerBuffer();
        JsonAnswer.WriteValue(output, answer);
        await HttpAnswer.SendAsync(context, status, HttpAnswer.Json, output);
    }
}
