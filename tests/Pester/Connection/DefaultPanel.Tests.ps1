# Which panel is the default, and for whom.
Describe 'The default panel' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $first, $second = (Start-NpSandbox default-1), (Start-NpSandbox default-2)
        $manifest = Join-Path (Get-Module Nodepoint).ModuleBase Nodepoint.psd1
        function Connect-Sandbox($Sandbox, [hashtable] $With = @{}) { Connect-NpPanel $Sandbox.Uri -Credential $Sandbox.Credential -CertificatePin $Sandbox.CertificatePin -Name $Sandbox.Name @With }
        # A script in a runspace of its own, as a thread job has one.
        function New-Shell {
            $shell = [powershell]::Create()
            $shell.Runspace = [runspacefactory]::CreateRunspace()
            $shell.Runspace.Open()
            $null = Invoke-In $shell 'param($manifest) Import-Module $manifest' $manifest
            $shell
        }
        function Invoke-In($Shell, [string] $Script, [object[]] $With = @()) {
            $Shell.Commands.Clear()
            $Shell.Streams.ClearStreams()
            $null = $Shell.AddScript($Script)
            foreach ($one in $With) { $null = $Shell.AddArgument($one) }
            $Shell.Invoke()
        }
        $connect = 'param($Sandbox) $null = Connect-NpPanel $Sandbox.Uri -Credential $Sandbox.Credential -CertificatePin $Sandbox.CertificatePin -Name $Sandbox.Name'
    }
    BeforeEach {
        Get-NpPanel default-* | Disconnect-NpPanel
        $null = Connect-Sandbox $first
        $null = Connect-Sandbox $second
    }
    AfterAll {
        Get-NpPanel default-* | Disconnect-NpPanel
        $first, $second | Stop-NpSandbox
        $null = Connect-SpecPanel
        Stop-SpecPanel
    }

    It 'is the one that this runspace connected last' {
        (Get-NpPanel | Where-Object IsDefault).Name | Should -Be 'default-2'
    }

    It 'does not exist after it was disconnected, until one is connected or chosen' {
        Disconnect-NpPanel
        Get-NpPanel | Where-Object IsDefault | Should -BeNullOrEmpty
        { Get-NpMailDomain } | Should -Throw '*This runspace has no default panel*' -ErrorId 'NotConnected,*'
        { Disconnect-NpPanel -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,*'
        $opened = (Get-NpPanel default-1).OpenedAt
        (Connect-NpPanel -Name default-1).IsDefault | Should -BeTrue
        (Get-NpPanel | Where-Object IsDefault).Name | Should -Be 'default-1'
        (Get-NpPanel default-1).OpenedAt | Should -Be $opened -Because 'an open connection is chosen without another login'
    }

    It 'stays the default when another panel is disconnected' {
        Disconnect-NpPanel default-1
        (Get-NpPanel | Where-Object IsDefault).Name | Should -Be 'default-2'
    }

    It 'does not exist after Connect-NpPanel failed, so that nothing is done on the panel before' {
        { Connect-NpPanel http://192.0.2.1:8080 -Credential $first.Credential } | Should -Throw
        { Get-NpMailDomain } | Should -Throw -ErrorId 'NotConnected,*'
    }

    It 'is kept with -KeepDefault, whether connecting succeeds or fails' {
        { Connect-NpPanel http://192.0.2.1:8080 -Credential $first.Credential -KeepDefault } | Should -Throw
        (Get-NpPanel | Where-Object IsDefault).Name | Should -Be 'default-2'
        (Connect-Sandbox $first @{ KeepDefault = $true }).IsDefault | Should -BeFalse
        (Get-NpPanel | Where-Object IsDefault).Name | Should -Be 'default-2'
    }

    It 'is not meant by -Panel $null, on any cmdlet' {
        $undefined = $null
        $commands = @(Get-Command -Module Nodepoint -CommandType Cmdlet | Where-Object { $_.Parameters['Panel'] })
        $commands.Count | Should -BeGreaterThan 190
        $wrong = foreach ($command in $commands) {
            $problem = $null
            try { $null = & $command -Panel $undefined -ErrorAction Stop } catch { $problem = $_ }
            if ("$problem" -notlike '*-Panel is $null*') { "$($command.Name): $problem" }
        }
        $wrong | Should -BeNullOrEmpty
        { $undefined | Disconnect-NpPanel -ErrorAction Stop } | Should -Throw
        @(Get-NpPanel default-*).Count | Should -Be 2
    }

    It 'belongs to the runspace: another one has none, but can name the panels of the process' {
        $shell = New-Shell
        try {
            $id, $message = Invoke-In $shell 'try { Get-NpMailDomain } catch { $_.FullyQualifiedErrorId; "$_" }'
            $id | Should -BeLike 'NotConnected,*'
            $message | Should -BeLike '*This runspace has no default panel*'
            Invoke-In $shell '(Get-NpServer -Panel default-1).Id' | Should -Be 1
            Invoke-In $shell '@(Get-NpPanel | Where-Object IsDefault).Count' | Should -Be 0
        }
        finally { $shell.Runspace.Dispose() }
    }

    It 'of a runspace does not change when another one connects or disconnects' {
        $shell = New-Shell
        try {
            $null = Invoke-In $shell $connect $first
            $null = Connect-Sandbox $second
            Invoke-In $shell '(Get-NpPanel | Where-Object IsDefault).Name' | Should -Be 'default-1'
            (Get-NpPanel | Where-Object IsDefault).Name | Should -Be 'default-2'
            $null = Invoke-In $shell 'Disconnect-NpPanel'
            (Get-NpPanel | Where-Object IsDefault).Name | Should -Be 'default-2'
            (Get-NpServer -Panel default-1).Id | Should -Be 1 -Because 'the foreground has a connection of that name too'
        }
        finally { $shell.Runspace.Dispose() }
    }

    It 'of each runspace of ForEach-Object -Parallel is its own' {
        $made = $first, $second, $first, $second | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            $null = Connect-NpPanel $_.Uri -Credential $_.Credential -CertificatePin $_.CertificatePin -Name same
            1..5 | ForEach-Object { (New-NpMailDomain "d$([guid]::NewGuid().ToString('n')).example").Domain }
            Disconnect-NpPanel
        }
        @($made).Count | Should -Be 20
        @(Get-NpMailDomain -Panel default-1).Count | Should -Be 10
        @(Get-NpMailDomain -Panel default-2).Count | Should -Be 10
    }
}

Describe 'Importing the module again in a runspace' -Tag Sandbox {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    AfterAll { Stop-SpecPanel }

    It 'neither disconnects the others nor stops their sandboxes, while they import rows' {
        $manifest = Join-Path (Get-Module Nodepoint).ModuleBase Nodepoint.psd1
        $null = New-NpMailDomain example.com -Client acme
        $shell = [powershell]::Create()
        $shell.Runspace = [runspacefactory]::CreateRunspace()
        $shell.Runspace.Open()
        try {
            $null = $shell.AddScript('param($manifest) 1..3 | ForEach-Object { Import-Module $manifest -Force }; Remove-Module Nodepoint').AddArgument($manifest)
            $imported = 1..600 | ForEach-Object {
                if ($_ -eq 100) { $job = $shell.BeginInvoke() }
                if ($_ -eq 400) { $null = $shell.EndInvoke($job) }
                [pscustomobject]@{ Source = "a$_@example.com"; Destination = 'all@example.org' }
            } | New-NpMailForward
            @($imported).Count | Should -Be 600
            $shell.HadErrors | Should -BeFalse
        }
        finally { $shell.Runspace.Dispose() }
        $sandbox.IsRunning | Should -BeTrue
        (Get-NpPanel spec).IsDefault | Should -BeTrue
        @(Get-NpMailForward).Count | Should -Be 600
    }
}
