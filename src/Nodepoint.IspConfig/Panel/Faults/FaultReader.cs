using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Panel.Faults;

/// <summary>The caller of a function, for the text of a fault and for the secrets to redact from it.</summary>
internal readonly record struct Caller(string UserName, string? Password, string? SessionId, bool IsClient = false);

/// <summary>Converts the panel's error texts to exceptions. The texts come from the panel's source (interface/lib/classes,
/// SoapFault); the codes of its SOAP faults are not part of the JSON reply.</summary>
internal static partial class FaultReader
{
    /// <summary>The panel counts failures of an address over this time (remoting.inc.php: <c>INTERVAL 5 MINUTE</c>).</summary>
    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(5);

    /// <summary>Creates the exception for a reply whose code is not <c>ok</c>.</summary>
    public static PanelException Read(string function, string code, string message, in Caller caller)
    {
        switch (code)
        {
            case "invalid_method" or "invalid_class":
                return new(FaultKind.UnknownFunction, function,
                    $"The panel does not have the function {function}. Either the panel's version does not include it, or the module it belongs to is not installed.");
            case "invalid_data":
                return new(FaultKind.Refused, function,
                    $"The panel could not read the request for {function}. A proxy between this computer and the panel may have changed it.");
            case "remote_fault":
                return ReadFault(function, message, caller);
            default:
                return new(FaultKind.Refused, function,
                    $"The panel refused {function} ({Redaction.Line(code, caller.SessionId, caller.Password)}): {Redaction.Line(message, caller.SessionId, caller.Password)}");
        }
    }

    private static PanelException ReadFault(string function, string message, in Caller caller)
    {
        switch (message)
        {
            case "You do not have the permissions to access this function.":
                return PermissionDenied(function, caller);
            case "The login failure limit has been reached." or "The Session failure limit has been reached.":
                return LockedOut(function, LockOut);
            case "The Session is expired or does not exist." or "Session IP mismatch.":
            case "The SessionID is empty." or "Wrong SessionID datatype.":
                return new(FaultKind.SessionEnded, function, $"The panel did not accept the session for {function}: {message}");
        }
        if (function == "login") return LoginFailed(message, caller);
        // Checks a login other than the caller's own, so a refusal is a result.
        if (function == "client_login_get" && message == "Login failed.")
            return new(FaultKind.LoginFailed, function, "The client's user name or password is wrong.");
        if (IsDatabaseError(message)) return DatabaseError(function, message);
        return Refusal(function, message, caller);
    }

    public static PanelException LockedOut(string function, TimeSpan wait) =>
        new(FaultKind.LockedOut, function,
            $"The panel has locked out this computer's address after ten failures. Wait {Minutes(wait)}; until then it refuses every request, even with the right password.")
        {
            RetryAfter = wait,
        };

    private static string Minutes(TimeSpan wait) =>
        wait <= TimeSpan.FromMinutes(1) ? "1 minute" : FormattableString.Invariant($"{Math.Ceiling(wait.TotalMinutes)} minutes");

    private static PanelException LoginFailed(string message, in Caller caller)
    {
        string user = caller.UserName;
        if (message.StartsWith("This ISPConfig installation is currently under maintenance", StringComparison.Ordinal))
            return new(FaultKind.Refused, "login", "The panel is under maintenance and does not accept logins. Try again later.");
        string? text = message switch
        {
            "The login failed. Username or password wrong." =>
                $"The user name or password of {(caller.IsClient ? "client" : "remote user")} '{user}' is wrong. "
                + (caller.IsClient ? "" : "Use an account from System, Remote Users in the panel, not one that logs in to the panel's web interface. ")
                + "After ten failures the panel locks out this computer's address for five minutes.",
            "The login failed. User is blocked." => $"The account '{user}' is blocked in the panel.",
            "The login failed. Client may not use api." =>
                $"Client '{user}' may not use the remote API. The panel's administrator can allow it in the client's record.",
            "The login username is empty." or "The login password is empty." => "The account's user name or password is empty.",
            _ when message.StartsWith("The login is not allowed from ", StringComparison.Ordinal) =>
                $"The account '{user}' may not log in from this computer's address ({Redaction.Line(message["The login is not allowed from ".Length..], null, caller.Password)}). In the panel (System, Remote Users), allow remote access for the account from this address.",
            _ when message.StartsWith("The login failed.", StringComparison.Ordinal) =>
                $"The panel refused the login of '{user}': {Redaction.Line(message, null, caller.Password)}",
            _ => null,
        };
        if (text is not null) return new(FaultKind.LoginFailed, "login", text);
        return IsDatabaseError(message)
            ? DatabaseError("login", message)
            : new(FaultKind.Refused, "login", $"The panel refused the login of '{user}': {Redaction.Line(message, null, caller.Password)}");
    }

    private static PanelException PermissionDenied(string function, in Caller caller)
    {
        string? group = PanelFunctions.TryGet(function, out PanelFunction? known) ? known.Group : null;
        string advice = group is null
            ? "Grant the permission in the panel (System, Remote Users)."
            : $"Enable \"{group}\" for it in the panel (System, Remote Users).";
        return new(FaultKind.PermissionDenied, function, $"Remote user '{caller.UserName}' may not call {function}. {advice}")
        {
            PermissionGroup = group,
        };
    }

    /// <summary>The database's message includes the whole statement, so only names of keys and columns are shown.</summary>
    private static PanelException DatabaseError(string function, string message)
    {
        Match duplicate = DuplicateKey().Match(message);
        if (duplicate.Success)
        {
            return new(FaultKind.Duplicate, function,
                $"The panel's database refused the statement of {function}: such a record already exists (unique key {duplicate.Groups[1].ValueSpan}).");
        }
        if (message.StartsWith("Duplicate entry ", StringComparison.Ordinal))
            return new(FaultKind.Duplicate, function, $"The panel's database refused the statement of {function}: such a record already exists.");
        string? column = null;
        string why = "its message is withheld because it contains values";
        if (NullColumn().Match(message) is { Success: true } missing)
        {
            column = missing.Groups[1].Value;
            why = $"'{column}' is missing";
        }
        else if (ValueColumn().Match(message) is { Success: true } value)
        {
            column = value.Groups[1].Value;
            why = $"the value of '{column}' does not fit";
        }
        else if (message.StartsWith("Unknown column ", StringComparison.Ordinal) || message.StartsWith("You have an error in your SQL syntax", StringComparison.Ordinal))
        {
            why = "an ID or a name in the request is not valid";
        }
        return new(FaultKind.DatabaseError, function, $"The panel's database refused the statement of {function}: {why}.") { Column = column };
    }

    /// <summary>A refusal that consists of the keys of a form, or of sentences.</summary>
    private static PanelException Refusal(string function, string message, in Caller caller)
    {
        string? form = PanelFunctions.TryGet(function, out PanelFunction? known) ? known.Form : null;
        (string? id, string? password) = (caller.SessionId, caller.Password);
        ValidationProblem[] problems =
            [.. FaultTexts.Split(message).Select(part => FaultTexts.Explain(Redaction.Line(part, id, password), form))];
        FaultKind kind = KindOf(problems);
        string what = kind is FaultKind.Validation ? $"The panel does not accept the values for {function}" : $"The panel refused {function}";
        string text = problems.Length == 0 ? "it gave no reason." : string.Join(" ", problems.Select(p => p.Text).Distinct());
        string[] columns = [.. problems.Select(p => p.Column).Distinct()];
        return new(kind, function, $"{what}: {text}")
        {
            Column = columns is [{ Length: > 0 }] ? columns[0] : null,
            Problems = kind is FaultKind.Refused ? [] : problems,
        };
    }

    private static FaultKind KindOf(ValidationProblem[] problems)
    {
        if (problems.Length == 0) return FaultKind.Refused;
        if (problems.All(p => Existing().IsMatch(p.Key))) return FaultKind.Duplicate;
        if (problems.All(p => Missing().IsMatch(p.Key))) return FaultKind.NotFound;
        return problems.Any(p => p.Column.Length > 0 || Key().IsMatch(p.Key)) ? FaultKind.Validation : FaultKind.Refused;
    }

    private static bool IsDatabaseError(string message) =>
        message.Contains('`')
        || message.StartsWith("Duplicate entry '", StringComparison.Ordinal)
        || message.StartsWith("Unknown column '", StringComparison.Ordinal)
        || message.StartsWith("You have an error in your SQL syntax", StringComparison.Ordinal)
        || Statement().IsMatch(message);

    [GeneratedRegex(@"(?:^|[\s(])(?:INSERT\s+(?:IGNORE\s+)?INTO|REPLACE\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|SELECT\s.*\sFROM)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex("^Duplicate entry '.*?' for key '([A-Za-z0-9_.]{1,64})'", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex DuplicateKey();

    [GeneratedRegex("^(?:Column|Field) '([A-Za-z0-9_]{1,64})' (?:cannot be null|doesn't have a default value)", RegexOptions.CultureInvariant)]
    private static partial Regex NullColumn();

    [GeneratedRegex("^(?:Data too long|Out of range value|Data truncated|Incorrect [a-z ]{1,20}value: '.*?') for column (?:`[^`]+`\\.`[^`]+`\\.)?['`]([A-Za-z0-9_]{1,64})['`] at row", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ValueColumn();

    [GeneratedRegex("^[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex(@"^There (?:is|are) no |does not exist|non existant|^Invalid client_id\b|^No \S+ with this ID", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();

    [GeneratedRegex(@"^There is already a (?!pending|action)|combination is not unique|^\w+_error_unique$|^Duplicate username$", RegexOptions.CultureInvariant)]
    private static partial Regex Existing();
}
