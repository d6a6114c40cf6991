# A host that answers -Confirm: with each text in turn ('Yes', 'No', 'Yes to All', 'No to All'), and keeps what it was asked.
if (-not ('AnsweringHost' -as [type])) {
    Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

public sealed class AnsweringHost : PSHost
{
    private readonly AnsweringUI _ui;
    public AnsweringHost(params string[] answers) { _ui = new AnsweringUI(answers); }
    public List<string> Asked { get { return _ui.Asked; } }
    public override string Name { get { return "AnsweringHost"; } }
    public override Version Version { get { return new Version(1, 0); } }
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override PSHostUserInterface UI { get { return _ui; } }
    public override CultureInfo CurrentCulture { get { return CultureInfo.InvariantCulture; } }
    public override CultureInfo CurrentUICulture { get { return CultureInfo.InvariantCulture; } }
    public override void SetShouldExit(int exitCode) { }
    public override void EnterNestedPrompt() { }
    public override void ExitNestedPrompt() { }
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
}

public sealed class AnsweringUI : PSHostUserInterface
{
    private readonly Queue<string> _answers;
    public AnsweringUI(string[] answers) { _answers = new Queue<string>(answers); }
    public List<string> Asked { get; } = new List<string>();
    public override PSHostRawUserInterface RawUI { get { return null; } }
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Asked.Add(message);
        string answer = _answers.Dequeue();
        return choices.ToList().FindIndex(choice => choice.Label.Replace("&", "") == answer);
    }
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) { throw new InvalidOperationException(message); }
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) { throw new InvalidOperationException(message); }
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowed, PSCredentialUIOptions options) { throw new InvalidOperationException(message); }
    public override string ReadLine() { throw new InvalidOperationException(); }
    public override SecureString ReadLineAsSecureString() { throw new InvalidOperationException(); }
    public override void Write(string value) { }
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) { }
    public override void WriteLine(string value) { }
    public override void WriteErrorLine(string value) { }
    public override void WriteDebugLine(string message) { }
    public override void WriteProgress(long sourceId, ProgressRecord record) { }
    public override void WriteVerboseLine(string message) { }
    public override void WriteWarningLine(string message) { }
}
'@
}
