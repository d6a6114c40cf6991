BeforeDiscovery { . (Join-Path $PSScriptRoot '../../Platform/Platform.ps1') }

Describe 'Test-NpService' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/TalkingServer.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/Platform.ps1')
        $before = $env:XDG_CONFIG_HOME
        $closed = Find-FreePort 127.0.0.1

        # A configuration folder of its own, with the panel saved as spec.
        function New-Configuration {
            $env:XDG_CONFIG_HOME = (New-Item -ItemType Directory (Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid()))).FullName
            Register-NpPanel spec $sandbox.Uri -CertificatePin $sandbox.CertificatePin
        }
        # The one check of a protocol of a service.
        function Get-One($Tests, [string] $What) {
            $service, $protocol = $What -split ' '
            @($Tests | Where-Object { $_.Service -eq $service -and $_.Protocol -eq $protocol })
        }
        # A script in a pwsh of its own, in which the module is loaded.
        function Invoke-Pwsh([string] $Script) {
            $program = [Environment]::ProcessPath
            $first = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll })
            & $program @first -NoProfile -NonInteractive -Command "Import-Module '$((Get-Module Nodepoint).Path)'; $Script"
        }
    }
    AfterAll {
        $env:XDG_CONFIG_HOME = $before
        Stop-SpecPanel
    }

    It 'talks to a whole platform, if its servers are installed' {
        if (-not $IsPlatformPossible) { Set-ItResult -Skipped -Because ($NoPlatform -join '; ') }
    }

    Context 'without servers' {
        BeforeEach { New-Configuration }

        It 'tests the panel alone where there is no platform profile, and says so' {
            $tests = @(Test-NpService -WarningVariable warned -WarningAction SilentlyContinue)
            "$warned" | Should -BeLike "*'spec' has no platform profile*Set-NpPlatform*"
            "$tests" | Should -Be 'panel https Pass'
            $tests[0].Panel | Should -Be 'spec'
            $tests[0].Port | Should -Be $sandbox.Uri.Port
            $tests[0].Banner | Should -BeLike 'HTTP/1.1 *'
            $tests[0].TlsVersion | Should -BeLike 'Tls1*'
            $tests[0].Certificate.Names | Should -Contain 'localhost'
            $tests[0].Certificate.IsTrusted | Should -BeTrue
            $tests[0].Latency | Should -BeGreaterThan ([timespan]::Zero)
        }

        It 'needs no connection to the panel, and finds that the panel cannot be reached' {
            Register-NpPanel spec "https://127.0.0.1:$closed"
            Disconnect-NpPanel spec
            try {
                $test = Test-NpService panel -WarningAction SilentlyContinue -ErrorAction Stop
                $test.Verdict | Should -Be Fail
                $test.Findings.Kind | Should -Be NoAnswer
                $test.Findings.Message | Should -BeLike "panel (https, 127.0.0.1:$closed) does not answer: the connection was refused."
                $test.Findings.Advice | Should -BeLike '*web server of the panel runs*Register-NpPanel*'
                $test.Latency | Should -BeNullOrEmpty
            }
            finally { $null = Connect-SpecPanel }
        }

        It 'finds that the name of the panel has no address' {
            Register-NpPanel spec https://panel.invalid:8080
            $test = Test-NpService panel -Panel spec -ErrorAction Stop
            "$test", $test.Port | Should -Be 'panel https Fail', 8080
            $test.Findings.Message | Should -BeLike 'The address of panel (panel.invalid) was not found: *'
            $test.Findings.Advice | Should -BeLike '*Register-NpPanel*'
            Test-NpService panel -Panel spec -Format Prometheus | Should -BeLike '*nodepoint_service_up{*host="panel.invalid",address="",port="8080"} 0*'
        }

        It 'finds that another server answers in the place of the panel' {
            Register-NpPanel spec $sandbox.Uri -CertificatePin ('ab' * 32)
            $finding = (Test-NpService panel -WarningAction SilentlyContinue).Findings
            $finding.Kind, "$($finding.Severity)" | Should -Be 'CertificateUntrusted', 'Fail'
            $finding.Message | Should -BeLike '*is not the pinned one: its SHA-256 is *'
            # Without a pin, it is only unknown.
            Register-NpPanel spec $sandbox.Uri
            $finding = (Test-NpService panel -WarningAction SilentlyContinue).Findings
            $finding.Kind, "$($finding.Severity)" | Should -Be 'CertificateUntrusted', 'Warn'
        }

        It 'refuses <name>' -ForEach @(
            @{ name = 'a panel that is not saved'; given = @{ Panel = 'nowhere' }; id = 'NotFound,*'; part = "*'nowhere'*" }
            @{ name = 'a pattern that no saved panel matches'; given = @{ Panel = 'eu-*' }; id = 'NotFound,*'; part = "*'eu-*'*" }
            @{ name = 'a service that the profile does not have'; given = @{ Name = 'mial' }; id = 'NotFound,*'; part = "*'mial'*It has: panel*" }
            @{ name = '-Path for objects'; given = @{ Path = 'a.prom' }; id = 'ConflictingParameters,*'; part = '*-Format Prometheus*' }
            @{ name = '-Continuous for a plugin'; given = @{ Continuous = $true; Format = 'Nagios' }; id = 'ConflictingParameters,*'; part = '*-Continuous*' }
            @{ name = 'an authority that is not one'; given = @{ CaCertificate = $PSCommandPath }; id = 'InvalidArgument,*'; part = '*PEM*' }
            @{ name = 'a file in a folder that does not exist'; given = @{ Format = 'Prometheus'; Path = 'TestDrive:/nowhere/a.prom' }; id = 'InvalidValue,*'; part = '*nowhere*' }
        ) {
            { Test-NpService @given -WarningAction SilentlyContinue -ErrorAction Stop } | Should -Throw -ErrorId $id -ExpectedMessage $part
        }

        It 'tests several panels, each with its own services, and an error of one is that one''s alone' {
            Register-NpPanel other $sandbox.Uri -CertificatePin $sandbox.CertificatePin
            Set-NpPlatform other -Service @{ Name = 'files'; Addresses = '127.0.0.1'; Ports = @{ sftp = $closed } }
            Set-NpPlatform spec -MailHost mail.nodepoint.eu
            $tests = Test-NpService -Panel *
            @($tests | ForEach-Object { "$($_.Panel): $_" } | Where-Object { $_ -notlike '*others*' }) | Should -Be 'other: files sftp Fail', 'other: panel https Pass', 'spec: panel https Pass'
            $tests = Get-NpPlatform -Panel * | Test-NpService files -ErrorVariable problems -ErrorAction SilentlyContinue
            (Get-One $tests 'files sftp').Panel | Should -Be 'other'
            $problems | Should -BeLike "*'spec' has no service 'files'*"
            Set-Content (Get-NpPlatform spec).Path '{'
            $tests = Test-NpService panel -Panel spec, other -ErrorVariable problems -ErrorAction SilentlyContinue
            "$tests" | Should -Be 'panel https Pass'
            "$($problems[0].FullyQualifiedErrorId)" | Should -BeLike 'InvalidPlatformProfile,*'
        }

        It 'knows the protocols of a service by its name, by the profile''s list, and by its ports' {
            Set-NpPlatform spec -Service @(
                @{ Name = 'web2'; Addresses = '127.0.0.1' }
                @{ Name = 'mail'; Addresses = '127.0.0.1'; Protocols = 'smtp', 'imaps' }
                @{ Name = 'ns3'; Addresses = '127.0.0.1' }
                @{ Name = 'files'; Addresses = '127.0.0.1', '127.0.0.2'; Ports = @{ sftp = $closed } }
                @{ Name = 'ftp'; Addresses = '127.0.0.1'; Ports = @{ ftps = $closed } }
                @{ Name = 'gateway'; Addresses = '127.0.0.3' }
                @{ Name = 'proxy' }
            )
            (Get-NpPlatform).Services[1].Protocols | Should -Be 'smtp', 'imaps'
            Get-Content (Get-NpPlatform).Path -Raw | Test-Json -SchemaFile (Join-Path $PSScriptRoot '../../../docs/schema/platform.json') | Should -BeTrue
            $tests = Test-NpService -TimeoutSec 5
            @($tests | Where-Object Protocol -ne others | ForEach-Object { "$($_.Service) $($_.Protocol)" }) | Should -Be @(
                'web2 http', 'web2 https', 'mail smtp', 'mail imaps', 'ns3 dns-udp', 'ns3 dns-tcp', 'files sftp', 'files sftp', 'ftp ftp', 'ftp ftps', 'proxy ', 'panel https'
            )
            @(Get-One $tests 'files sftp' | ForEach-Object { "$($_.Address)" }) | Should -Be '127.0.0.1', '127.0.0.2'
            (Get-One $tests 'gateway others').Count | Should -Be 1
            (Get-One $tests 'proxy ').Findings.Kind | Should -Be NotInProfile
        }

        It 'finds whatever answers on an address where it does not belong' {
            $server = New-TalkingServer "220 mail ESMTP`r`n" -Then Wait
            try {
                Set-NpPlatform spec -Service @{ Name = 'gateway'; Addresses = '127.0.0.1' }, @{ Name = 'mail'; Addresses = '127.0.0.2'; Protocols = 'smtp'; Ports = @{ smtp = $server.Port } }
                $test = Get-One (Test-NpService gateway) 'gateway others'
                $test.Verdict | Should -Be Fail
                $finding = $test.Findings | Where-Object Message -like "*:$($server.Port),*"
                $finding.Kind | Should -Be UnexpectedService
                $finding.Message | Should -Be "smtp answers on 127.0.0.1:$($server.Port), which is the address of gateway: 220 mail ESMTP."
                $finding.Advice | Should -BeLike "*Postfix*inet_interfaces*Set-NpPlatform -Service @{ Name = 'gateway'; Ports = @{ smtp = $($server.Port) } }*"
                # What the advice says ends the finding.
                Set-NpPlatform spec -Service @{ Name = 'gateway'; Ports = @{ smtp = $server.Port } }
                (Get-One (Test-NpService gateway -TimeoutSec 3) 'gateway others').Findings | Where-Object Message -like "*:$($server.Port),*" | Should -BeNullOrEmpty
            }
            finally { $server.Dispose() }
        }

        It 'survives every greeting: <name>' -ForEach @(
            @{ name = 'the connection is closed at once'; greeting = ''; then = 'Close' }
            @{ name = 'nothing is ever sent'; greeting = ''; then = 'Wait' }
            @{ name = 'garbage'; greeting = -join (0..600 | ForEach-Object { [char]($_ % 256) }); then = 'Close' }
            @{ name = 'garbage that does not end'; greeting = -join (0..600 | ForEach-Object { [char](255 - $_ % 200) }); then = 'Repeat' }
            @{ name = 'a line that does not end'; greeting = 'x' * 4000; then = 'Repeat' }
            @{ name = 'lines that do not end'; greeting = "220-welcome`r`n"; then = 'Repeat' }
            @{ name = 'a line of a terminal''s commands'; greeting = "$([char]27)]0;owned$([char]7)$([char]27)[2J 220`r`n"; then = 'Close' }
            @{ name = 'a web server'; greeting = "HTTP/1.1 400 Bad Request`r`nConnection: close`r`n`r`n"; then = 'Close' }
            @{ name = 'a refusal'; greeting = "421 too many connections`r`n"; then = 'Close' }
            @{ name = 'zeros'; greeting = "`0" * 3000; then = 'Wait' }
            @{ name = 'a half line'; greeting = '22'; then = 'Wait' }
        ) {
            $protocols = 'smtp', 'submission', 'submissions', 'imap', 'imaps', 'pop3', 'pop3s', 'ftp', 'https', 'dns'
            if ($name -ne 'a web server') { $protocols += 'http' }
            $server = New-TalkingServer $greeting -Then $then
            try {
                Set-NpPlatform spec -Service @(foreach ($one in $protocols) { @{ Name = "x-$one"; HostName = 'x.nodepoint.eu'; Addresses = '127.0.0.1'; Ports = @{ $one = $server.Port } } })
                $tests = @(Test-NpService x-* -TimeoutSec 3 -ErrorAction Stop | Where-Object Protocol -notin 'others', 'dns-udp')
                @($tests.Service) | Should -Be @($protocols | ForEach-Object { "x-$_" })
                foreach ($test in $tests) {
                    "$test" | Should -BeLike '* Fail'
                    @($test.Findings | Where-Object Severity -eq Fail).Kind | Should -BeIn 'NoAnswer', 'WrongProtocol', 'TlsFailed' -Because "$test"
                    $test.Findings[0].Advice | Should -Not -BeNullOrEmpty
                    "$($test.Banner)$($test.Findings.Message)" | Should -Not -Match '\p{Cc}' -Because "$test"
                    $test.Banner.Length | Should -BeLessThan 300
                }
            }
            finally { $server.Dispose() }
        }

        It 'reads greetings and replies of several lines' {
            $server = New-TalkingServer "220-Welcome`r`n 220 not yet`r`n220 Ready`r`n" "500-What`r`n500 AUTH not understood`r`n" -Then Wait
            $other = New-TalkingServer "SSH-2.0-Lines`r`n" -Then Wait
            try {
                Set-NpPlatform spec -Service @{ Name = 'ftp'; HostName = 'ftp.nodepoint.eu'; Addresses = '127.0.0.1'; Ports = @{ ftp = $server.Port } }, @{ Name = 'shell'; Addresses = '127.0.0.1'; Ports = @{ ssh = $other.Port } }
                $tests = Test-NpService ftp, shell
                (Get-One $tests 'ftp ftp').Banner | Should -Be '220-Welcome'
                (Get-One $tests 'ftp ftp').Findings.Kind | Should -Be NoTls
                (Get-One $tests 'shell ssh').Banner | Should -Be 'SSH-2.0-Lines'
                (Get-One $tests 'shell ssh').Verdict | Should -Be Pass
            }
            finally { $server.Dispose(); $other.Dispose() }
        }

        It 'prints one line and sets the exit code as a plugin of Nagios does: <code>' -ForEach @(
            @{ code = 0; setup = {}; line = 'SERVICES OK - 1 of 1 checks passed | *' }
            @{ code = 1; setup = { Register-NpPanel spec $sandbox.Uri }; line = 'SERVICES WARNING - 0 of 1 checks passed: This computer does not trust*| *' }
            @{ code = 2; setup = { Register-NpPanel spec "https://127.0.0.1:$closed" }; line = 'SERVICES CRITICAL - 0 of 1 checks passed: panel (https, 127.0.0.1:*does not answer*' }
            @{ code = 3; setup = { Register-NpPanel spec $sandbox.Uri -CertificatePin $sandbox.CertificatePin -CaCertificate $PSCommandPath }; line = 'SERVICES UNKNOWN - nothing was tested: Cannot read the CA certificate*' }
            @{ code = 3; setup = { Remove-Item (Get-NpPlatform).Path }; line = "SERVICES UNKNOWN - 1 of 1 checks passed: Panel 'spec' has no platform profile*" }
            @{ code = 3; setup = { Unregister-NpPanel spec }; line = 'SERVICES UNKNOWN - nothing was tested: No panel is specified*' }
        ) {
            Set-NpPlatform spec -MailHost mail.nodepoint.eu
            & $setup
            $said = @(Invoke-Pwsh 'Test-NpService -Format Nagios; exit $LASTEXITCODE')
            $LASTEXITCODE | Should -Be $code
            $said.Count | Should -Be 1
            $said[0] | Should -BeLike $line
            if ($code -lt 2) { $said[0] | Should -Match "\| 'panel https 127\.0\.0\.1:\d+'=\d+\.\d+s;;;0;10 'panel https 127\.0\.0\.1:\d+ days'=\d+;14:;3:$" }
        }

        It 'prints one line of Nagios whatever a panel is called, and for several of them' {
            Register-NpPanel "it's 'a|b=c" $sandbox.Uri -CertificatePin $sandbox.CertificatePin
            $said = @(Test-NpService panel -Panel * -Format Nagios)
            $said.Count | Should -Be 1
            $said[0] | Should -Match "^SERVICES OK - 2 of 2 checks passed \| ('[^'|=]+'=[0-9.]+s?;[0-9:;]* ?){4}$"
            $LASTEXITCODE | Should -Be 0
            # What one panel has as a problem is not hidden by what another is not known for.
            Register-NpPanel down "https://127.0.0.1:$closed"
            Test-NpService panel -Panel down, nowhere -Format Nagios | Should -BeLike "SERVICES CRITICAL - 0 of 1 checks passed: No panel is saved as 'nowhere'*; panel (https*"
            $LASTEXITCODE | Should -Be 2
            Test-NpService panel -Panel spec, nowhere -Format Nagios | Should -BeLike "SERVICES UNKNOWN - 1 of 1 checks passed: No panel is saved as 'nowhere'*"
            $LASTEXITCODE | Should -Be 3
        }

        It 'writes text that Prometheus can read, as a whole and for everybody' {
            Register-NpPanel 'a "quoted\ name' $sandbox.Uri -CertificatePin $sandbox.CertificatePin
            Register-NpPanel down "https://127.0.0.1:$closed"
            $text = Test-NpService -Panel * -Format Prometheus -WarningAction SilentlyContinue
            $known = @{}
            foreach ($line in $text -split "`n") {
                switch -Regex -CaseSensitive ($line) {
                    '^# HELP ([a-z_]+) \S.*$' { $known.ContainsKey($Matches[1]) | Should -BeFalse; $known[$Matches[1]] = 'help'; break }
                    '^# TYPE ([a-z_]+) gauge$' { $known[$Matches[1]] | Should -Be 'help'; $known[$Matches[1]] = 'type'; break }
                    '^([a-z_]+)\{[a-z]+="(\\.|[^"\\])*"(,[a-z]+="(\\.|[^"\\])*")*\} -?[0-9.]+$' { $known[$Matches[1]] | Should -Be 'type'; break }
                    default { throw "Prometheus cannot read: $line" }
                }
            }
            $text | Should -BeLike '*nodepoint_service_up{panel="a \"quoted\\ name",service="panel",protocol="https"*} 1*'
            $text | Should -BeLike '*nodepoint_service_up{panel="down",*} 0*'
            $text | Should -BeLike '*nodepoint_service_findings{panel="down",*kind="NoAnswer"} 1*'
            $text | Should -BeLike '*nodepoint_service_certificate_expiry_timestamp_seconds{panel="spec",*} [1-9]*'

            Push-Location TestDrive:/
            try {
                Set-Content services.prom 'of yesterday'
                Test-NpService -Panel spec -Format Prometheus -Path services.prom -WarningAction SilentlyContinue | Should -BeNullOrEmpty
                Test-NpService -Panel spec -Format Prometheus -Path new.prom -WarningAction SilentlyContinue
                Get-Content services.prom -Raw | Should -BeLike "# HELP nodepoint_service_up *`n"
                if (-not $IsWindows) { (Get-Item new.prom).UnixFileMode | Should -Be 'OtherRead, GroupRead, UserWrite, UserRead' }
                @(Get-ChildItem -Filter '*.new*').Name | Should -Not -BeLike '*.new'
            }
            finally { Pop-Location }
        }

        It 'returns the objects of each round of -Continuous where nobody looks at a terminal' {
            Set-NpPlatform spec -MailHost mail.nodepoint.eu
            $tests = @(Test-NpService -Continuous -IntervalSec 0 | Select-Object -First 3)
            "$tests" | Should -Be 'panel https Pass panel https Pass panel https Pass'
            @($tests.Time | Select-Object -Unique).Count | Should -Be 3
        }

        It 'shows a table that is drawn over itself in a terminal, until Ctrl+C' -Skip:(-not (Get-Command script -CommandType Application -ErrorAction Ignore)) {
            Set-NpPlatform spec -MailHost mail.nodepoint.eu
            $program = [Environment]::ProcessPath
            $first = (Split-Path $program -LeafBase) -eq 'dotnet' ? "'$(Join-Path $PSHOME pwsh.dll)'" : ''
            $file = Join-Path (Get-Item TestDrive:/).FullName live.ps1
            Set-Content $file "Import-Module '$((Get-Module Nodepoint).Path)'; Test-NpService -Continuous -IntervalSec 0"
            $start = [Diagnostics.ProcessStartInfo]::new('script', [string[]] @('-qfec', "stty rows 30 cols 100; '$program' $first -NoProfile -File '$file'", '/dev/null'))
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
            $start.Environment['TERM'] = 'xterm'
            $process = [Diagnostics.Process]::Start($start)
            $said = [Text.StringBuilder]::new()
            $buffer = [char[]]::new(4096)
            try {
                $cursorHome = "$([char]27)[H"
                # Until the third table is drawn.
                while ([regex]::Matches("$said", [regex]::Escape($cursorHome)).Count -lt 3) {
                    $read = $process.StandardOutput.ReadAsync($buffer, 0, $buffer.Length)
                    if (-not $read.Wait(120000) -or $read.Result -eq 0) { throw "There was no table: $said" }
                    $null = $said.Append($buffer, 0, $read.Result)
                }
                $process.StandardInput.Write([char]3)
                $process.StandardInput.Flush()
                $rest = $process.StandardOutput.ReadToEndAsync()
                $process.WaitForExit(120000) | Should -BeTrue
                $null = $rest.Result
            }
            finally { if (-not $process.HasExited) { $process.Kill($true) } }
            "$said" | Should -BeLike '*1 passed, 0 warnings, 0 failed. Press Ctrl+C to stop.*'
            "$said" | Should -BeLike '*panel    https       127.0.0.1:*Pass*'
        }
    }

    Context 'with a whole platform' -Skip:(-not $IsPlatformPossible) {
        BeforeAll {
            New-Configuration
            $platform = Start-TestPlatform
            $given = Get-TestPlatformProfile $platform
            Set-NpPlatform spec @given
            $trust = @{ CaCertificate = $platform.Authority.Path; TimeoutSec = 30 }
            $all = @(
                'proxy http', 'proxy https', 'proxy others', 'web http', 'web https', 'web others', 'ftp ftp', 'mail smtp', 'mail submission', 'mail submissions', 'mail imap', 'mail imaps', 'mail pop3', 'mail pop3s', 'mail others'
                'ns1 dns-udp', 'ns1 dns-tcp', 'ns1 others', 'ns2 dns-udp', 'ns2 dns-tcp', 'ns2 others', 'panel https'
            )
        }
        AfterAll { Stop-TestPlatform $platform }

        It 'passes a platform that is as it should be' {
            $tests = Test-NpService @trust
            @($tests | ForEach-Object { "$_" }) | Should -Be @($all | ForEach-Object { "$_ Pass" })
            foreach ($test in $tests | Where-Object Protocol -ne others) {
                $test.Latency | Should -BeGreaterThan ([timespan]::Zero) -Because "$test"
                $test.Banner | Should -Not -BeNullOrEmpty -Because "$test"
                if ($test.Protocol -like 'dns-*' -or $test.Protocol -eq 'http') { $test.Certificate | Should -BeNullOrEmpty -Because "$test" }
                elseif ($test.Service -ne 'panel') {
                    $test.Certificate.Names | Should -Be "$($test.Service).nodepoint.eu"
                    $test.Certificate.Issuer | Should -Be 'CN=Nodepoint test authority'
                    $test.Certificate.DaysLeft | Should -Be 90
                    $test.TlsVersion | Should -BeLike 'Tls1*' -Because "$test"
                }
            }
            (Get-One $tests 'mail smtp').Banner | Should -Be '220 mail.nodepoint.eu ESMTP'
            (Get-One $tests 'mail imap').Banner | Should -BeLike '`* OK *Dovecot*'
            (Get-One $tests 'ftp ftp').Banner | Should -BeLike '220*Pure-FTPd*'
            (Get-One $tests 'web https').Banner | Should -BeLike 'HTTP/1.1 200 OK, nginx*'
            (Get-One $tests 'ns2 dns-tcp').Banner | Should -Be 'NOERROR, serves nodepoint.eu'
        }

        It 'does not trust an authority that it does not know, but on port 25, where nobody checks it' {
            $tests = Test-NpService mail, ftp -TimeoutSec 30
            @($tests | Where-Object { $_.Findings.Kind -eq 'CertificateUntrusted' } | ForEach-Object { "$_" }) | Should -Be 'ftp ftp Warn', 'mail submission Warn', 'mail submissions Warn', 'mail imap Warn', 'mail imaps Warn', 'mail pop3 Warn', 'mail pop3s Warn'
            (Get-One $tests 'mail smtp').Verdict | Should -Be Pass
            (Get-One $tests 'mail smtp').Certificate.IsTrusted | Should -BeFalse
            (Get-One $tests 'ftp ftp').Findings.Advice | Should -BeLike '*-CaCertificate*'
        }

        It 'does not pass a name server that serves none of the names, because its transfers are not known' {
            try {
                Set-NpPlatform spec -NameServer @() -MailHost '' -Service @{ Name = 'ns1'; HostName = 'ns1.elsewhere.example' }
                $profile = Get-NpPlatform
                Set-NpPlatform spec -Service @($profile.Services | ForEach-Object { @{ Name = $_.Name; HostName = $_.HostName ? ($_.HostName -replace 'nodepoint.eu', 'elsewhere.example') : $null } })
                $tests = Test-NpService ns1 @trust
                (Get-One $tests 'ns1 dns-udp').Verdict | Should -Be Pass
                (Get-One $tests 'ns1 dns-tcp').Findings.Kind | Should -Be NotChecked
                (Get-One $tests 'ns1 dns-tcp').Findings.Message | Should -BeLike '*serves no zone*REFUSED*'
            }
            finally { Set-NpPlatform spec @given }
        }

        It 'warns of a certificate with few days left, and fails with fewer' {
            @((Get-One (Test-NpService web @trust -WarningDays 91) 'web https').Findings | ForEach-Object { "$($_.Kind) $($_.Severity)" }) | Should -Be 'CertificateExpiresSoon Warn'
            @((Get-One (Test-NpService web @trust -CriticalDays 91) 'web https').Findings | ForEach-Object { "$($_.Kind) $($_.Severity)" }) | Should -Be 'CertificateExpiresSoon Fail'
            (Get-One (Test-NpService web @trust -WarningDays 90) 'web https').Verdict | Should -Be Pass
        }

        It 'finds <fault>' -ForEach @(
            @{ fault = 'DovecotStopped'; kind = 'NoAnswer Fail'; at = 'mail imap', 'mail imaps', 'mail pop3', 'mail pop3s'; message = '*the connection was refused*'; advice = '*Dovecot*systemctl status dovecot*' }
            @{ fault = 'SmtpOnWeb'; kind = 'UnexpectedService Fail'; at = 'web others'; message = 'smtp answers on *, which is the address of web and ftp*'; advice = '*Postfix*inet_interfaces*' }
            @{ fault = 'CertificateExpired'; kind = 'CertificateExpired Fail'; at = 'proxy https', 'mail imap', 'mail imaps', 'mail pop3', 'mail pop3s'; message = '*expired on 20*'; advice = 'Renew it, and reload *' }
            @{ fault = 'CertificateEndsSoon'; kind = 'CertificateExpiresSoon Warn'; at = 'web https'; message = '*expires on 20*, in 5 days.'; advice = 'Renew it*' }
            @{ fault = 'CertificateName'; kind = 'CertificateName Fail'; at = 'ftp ftp', 'mail smtp', 'mail submission', 'mail submissions'; message = '*for other.example, not for *.nodepoint.eu.'; advice = 'Use a certificate for *.nodepoint.eu *' }
            @{ fault = 'OpenRecursion'; kind = 'OpenRecursion Warn'; at = 'ns1 dns-udp', 'ns1 dns-tcp'; message = '*offers recursion*'; advice = '*recursion no;*' }
            @{ fault = 'OpenTransfer'; kind = 'OpenTransfer Warn'; at = 'ns2 dns-tcp'; message = '*transfers the whole zone nodepoint.eu. to this computer.'; advice = '*allow-transfer*' }
            @{ fault = 'OpenRelay'; kind = 'OpenRelay Fail'; at = 'mail smtp', 'mail submission', 'mail submissions'; message = '*accepts mail for other domains without a login: 250 *'; advice = '*mynetworks and smtpd_relay_restrictions*' }
            @{ fault = 'FtpWithoutTls'; kind = 'NoTls Fail'; at = 'ftp ftp'; message = '*does not offer AUTH TLS.'; advice = '*Passwords*Pure-FTPd*conf/TLS*' }
            @{ fault = 'ProxyUpstreamStopped'; kind = 'ServerError Fail'; at = 'proxy http', 'proxy https'; message = '*502 Bad Gateway*'; advice = '*behind the proxy*' }
        ) {
            Set-PlatformFault $platform $fault
            try {
                $tests = Test-NpService @trust
                $found = @($tests | Where-Object Verdict -ne Pass)
                # Without its web server, a proxy is not the only one that has a problem.
                if ($fault -eq 'ProxyUpstreamStopped') { $found = @($found | Where-Object Service -ne web) }
                @($found | ForEach-Object { "$($_.Service) $($_.Protocol)" }) | Should -Be $at
                foreach ($test in $found) {
                    @($test.Findings | ForEach-Object { "$($_.Kind) $($_.Severity)" }) | Should -Be $kind -Because "$test"
                    $test.Findings[0].Message | Should -BeLike $message
                    $test.Findings[0].Advice | Should -BeLike $advice
                    $test.Problem | Should -Be $test.Findings[0].Message
                }
            }
            finally { Clear-PlatformFault $platform }
        }
    }
}
