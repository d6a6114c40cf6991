<#
Dot-sourced by a spec's BeforeAll: panels that answer the login and nothing else. A call to one of them hangs until its command is stopped.
#>

# The longest wait for anything, in milliseconds. The calls themselves would hang for an hour.
$patience = 120000

# A panel and a runspace whose commands call it.
function New-HungPanel([string] $Name) {
    $state = [initialsessionstate]::CreateDefault2()
    $state.ImportPSModule((Join-Path (Get-Module Nodepoint).ModuleBase Nodepoint.psd1))
    $runspace = [runspacefactory]::CreateRunspace($state)
    $runspace.Open()
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $hung = @{ Name = $Name; Runspace = $runspace; Listener = $listener; Uri = "http://$($listener.LocalEndpoint)" }
    $login = Start-Command $hung 'Connect-NpPanel' (Get-Login $hung)
    Wait-Call $login
    Send-Session $listener
    if (-not $login.Handle.AsyncWaitHandle.WaitOne($patience)) { throw "The login to $Name did not end." }
    $null = $login.Shell.EndInvoke($login.Handle)
    $login.Shell.Dispose()
    $hung
}

function Remove-HungPanel($Hung) {
    $Hung.Listener.Stop()
    $Hung.Runspace.Dispose()
}

function Get-Login($Hung) {
    @{ Uri = $Hung.Uri; Name = $Hung.Name; TimeoutSec = 3600; Credential = [pscredential]::new('npadmin', (ConvertTo-SecureString 'x' -AsPlainText -Force)) }
}

# The response to a login: reads one request and sends a session.
function Send-Session($Listener) {
    $client = $Listener.AcceptTcpClient()
    $stream = $client.GetStream()
    $buffer = [byte[]]::new(65536)
    $request = ''
    while ($request -notmatch '(?s)\r\n\r\n.*\}(\r\n0\r\n\r\n)?$') {
        $count = $stream.Read($buffer, 0, $buffer.Length)
        if ($count -eq 0) { throw "The login ended within its request: $request" }
        $request += [Text.Encoding]::UTF8.GetString($buffer, 0, $count)
    }
    $body = '{"code":"ok","message":"","response":"5e55100000000000000000000000000000000000"}'
    $reply = [Text.Encoding]::UTF8.GetBytes("HTTP/1.1 200 OK`r`nContent-Type: application/json`r`nContent-Length: $($body.Length)`r`nConnection: close`r`n`r`n$body")
    $stream.Write($reply, 0, $reply.Length)
    $client.Close()
}

# Starts a command in the runspace of a hung panel.
function Start-Command($Hung, [string] $Name, [hashtable] $Arguments) {
    $shell = [powershell]::Create()
    $shell.Runspace = $Hung.Runspace
    $null = $shell.AddCommand($Name).AddParameters($Arguments)
    @{ Name = $Name; Hung = $Hung; Shell = $shell; Handle = $shell.BeginInvoke() }
}

# Waits until a condition is true or the command ends.
function Wait-Command($Run, [scriptblock] $Until) {
    for ($waited = 0; $waited -lt $patience -and -not (& $Until); $waited += 10) {
        if ($Run.Handle.AsyncWaitHandle.WaitOne(10)) { return }
    }
}

# Waits until the command has connected for a call that nobody is going to answer.
function Wait-Call($Run) { Wait-Command $Run { $Run.Hung.Listener.Pending() } }

# Stops commands as Ctrl+C does, all at once. Returns what is wrong.
function Stop-Command($Runs) {
    foreach ($run in $Runs) { $run.Stop = $run.Shell.BeginStop($null, $null) }
    foreach ($run in $Runs) {
        # Not disposed of: that would wait for the command too, until its panel is removed.
        if (-not $run.Stop.AsyncWaitHandle.WaitOne($patience)) {
            "$($run.Name) did not stop."
            continue
        }
        $state = $run.Shell.InvocationStateInfo
        if ("$($state.State)" -ne 'Stopped') { "$($run.Name) was not waiting when it was stopped ($($state.State)): $($run.Shell.Streams.Error) $($state.Reason)" }
        while ($run.Hung.Listener.Pending()) { $run.Hung.Listener.AcceptSocket().Dispose() }
        $run.Shell.Dispose()
    }
}
